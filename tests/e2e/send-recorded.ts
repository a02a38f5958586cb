import { once } from 'node:events';
import { connect } from 'node:net';

/** A request as a real site sent it. */
export interface RecordedRequest {
  id: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface RawAnswer {
  status: number;
  body: string;
}

/** Sends the bytes of a request as they were: no client of HTTP lets a raw URL of a hand-made form through unchanged. */
export async function sendRecorded(baseUrl: string, request: RecordedRequest): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(baseUrl);
  const body = Buffer.from(request.body);
  const headers = { host, ...request.headers, 'content-length': String(body.length), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(port), hostname);
  socket.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`);
  socket.write(body);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  const [head = '', answer = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n', 2);
  return { status: Number(head.split(' ')[1]), body: answer };
}
