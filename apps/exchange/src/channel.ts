/** A channel as ARI shows it, in requests and in events. */
export interface ChannelSnapshot {
  id: string;
  name: string;
  state: ChannelState;
  protocol_id: string;
  caller: { name: string; number: string };
  connected: { name: string; number: string };
  accountcode: string;
  dialplan: { context: string; exten: string; priority: number; app_name: string; app_data: string };
  creationtime: string;
  language: string;
}

export type ChannelState = 'Down' | 'Ring' | 'Ringing' | 'Busy' | 'Up';

/** One end of a call inside the exchange. A `Local/` call has two, every other call has one. */
export class Channel {
  readonly id: string;
  readonly name: string;
  readonly #context: string;
  readonly #exten: string;
  readonly #createdAt: string;
  state: ChannelState;
  priority = 1;
  app = { name: '', data: '' };

  constructor(options: {
    id: string;
    name: string;
    context: string;
    exten: string;
    state: ChannelState;
    createdAt: string;
  }) {
    this.id = options.id;
    this.name = options.name;
    this.state = options.state;
    this.#context = options.context;
    this.#exten = options.exten;
    this.#createdAt = options.createdAt;
  }

  snapshot(): ChannelSnapshot {
    return {
      id: this.id,
      name: this.name,
      state: this.state,
      protocol_id: '',
      caller: { name: '', number: '' },
      connected: { name: '', number: '' },
      accountcode: '',
      dialplan: {
        context: this.#context,
        exten: this.#exten,
        priority: this.priority,
        app_name: this.app.name,
        app_data: this.app.data,
      },
      creationtime: this.#createdAt,
      language: 'en',
    };
  }
}

/** A time as Asterisk writes it. */
export function formatAriTime(at: Date): string {
  return at.toISOString().replace('Z', '+0000');
}
