import { once } from 'node:events';

import { WebSocket } from 'ws';

import { asRecord, type AriFields, type RecordedRequest } from './recording.ts';

const CREDENTIALS = 'ringback:secret';

export interface Answer {
  status: number;
  body: unknown;
}

/** Sends the requests of a recording, and keeps its sockets with all that they heard. */
export class ReplayClient {
  readonly #url: string;
  readonly #application: string;
  readonly #sockets = new Map<string, WebSocket>();
  readonly #heard = new Map<string, AriFields[]>();

  constructor(url: string, application: string) {
    this.#url = url;
    this.#application = application;
  }

  async send({ method, path, json }: RecordedRequest): Promise<Answer> {
    const headers = {
      authorization: `Basic ${Buffer.from(CREDENTIALS).toString('base64')}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const body = json === undefined ? null : JSON.stringify(json);
    const answer = await fetch(`${this.#url}/ari${path}`, { method, headers, body });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  }

  async open(label: string): Promise<void> {
    const address = `${this.#url.replace('http', 'ws')}/ari/events?app=${this.#application}&api_key=${CREDENTIALS}`;
    const socket = new WebSocket(address);
    const heard: AriFields[] = this.#heard.get(label) ?? [];
    this.#heard.set(label, heard);
    this.#sockets.set(label, socket);
    socket.on('message', (data: Buffer) => heard.push(asRecord(JSON.parse(data.toString()))));
    await once(socket, 'open');
  }

  async close(label: string): Promise<void> {
    const socket = this.#sockets.get(label);
    if (!socket) return;
    await this.#hearAll(socket);
    socket.close();
    await once(socket, 'close');
  }

  heard(label: string): AriFields[] {
    return this.#heard.get(label) ?? [];
  }

  labels(): string[] {
    return [...this.#heard.keys()];
  }

  closeAll(): void {
    for (const socket of this.#sockets.values()) socket.terminate();
  }

  /** A pong comes after everything that was sent before it. */
  async #hearAll(socket: WebSocket): Promise<void> {
    socket.ping();
    await once(socket, 'pong');
  }
}
