/** An event of ARI, as far as the driver reads it. What an event does not have is null. */
export interface AriMessage {
  type: string;
  /** Of `channel`, or of `peer` in `Dial` events. */
  channel: { id: string; state: string } | null;
  dialStatus: string | null;
  cause: number | null;
  /** The code of the technology, a SIP answer, beside the cause. */
  techCause: number | null;
  isSoft: boolean;
  digit: string | null;
  variable: { name: string; value: string } | null;
  playback: { id: string; target: string; state: string } | null;
  /** Name of an event that somebody asked for over ARI. */
  userEvent: string | null;
}

type Fields = Record<string, unknown>;

/** Reads one message of the event socket; null when it is no event. */
export function parseAriMessage(text: string): AriMessage | null {
  const event = asFields(parseJson(text));
  const type = readText(event, 'type');
  if (type === null) return null;
  return {
    type,
    channel: readChannel(asFields(event.channel ?? event.peer)),
    dialStatus: readText(event, 'dialstatus'),
    cause: typeof event.cause === 'number' ? event.cause : null,
    techCause: typeof event.tech_cause === 'number' ? event.tech_cause : null,
    isSoft: event.soft === true,
    digit: readText(event, 'digit'),
    variable: readVariable(event),
    playback: readPlayback(asFields(event.playback)),
    userEvent: readText(event, 'eventname'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A channel of an event or of an answer; null when it is none. */
export function readChannel(channel: Fields): AriMessage['channel'] {
  const id = readText(channel, 'id');
  return id === null ? null : { id, state: readText(channel, 'state') ?? '' };
}

export function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function readText(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

function readVariable(event: Fields): AriMessage['variable'] {
  const name = readText(event, 'variable');
  return name === null ? null : { name, value: readText(event, 'value') ?? '' };
}

function readPlayback(playback: Fields): AriMessage['playback'] {
  const id = readText(playback, 'id');
  const target = readText(playback, 'target_uri');
  return id === null || target === null ? null : { id, target, state: readText(playback, 'state') ?? '' };
}
