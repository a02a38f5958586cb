import { asRecord, type AriFields, type RecordedEvent, type RecordedLine, type RecordedRequest } from './recording.ts';

/**
 * The order in which a recording is played again. An answer was often recorded after the events that its request had
 * caused, so each request moves before the first of them.
 */
export function planReplay(lines: RecordedLine[]): RecordedLine[] {
  const plan = [...lines];
  for (const line of lines) {
    if (line.dir !== 'rest' || line.status >= 300) continue;
    const from = plan.indexOf(line);
    const cause = findCause(line);
    const first = plan.findIndex((other) => other.dir === 'event' && cause(other.event));
    const caused = plan[first];
    if (!caused || first > from) continue;
    plan.splice(from, 1);
    plan.splice(first, 0, { ...line, at: caused.at });
  }
  return plan;
}

/** Tells the first event that only this request can have brought about. */
function findCause({ method, path }: RecordedRequest): (event: AriFields) => boolean {
  const [, collection, id = '', action] = new URL(path, 'http://exchange').pathname.split('/');
  const kind = [method, collection, action].filter(Boolean).join(' ');
  switch (kind) {
    case 'POST channels':
      return (event) => idsOf(event).some((channelId) => channelId === id || channelId === `${id};2`);
    case 'DELETE channels':
      return (event) => event.type === 'ChannelHangupRequest' && event.cause === 32 && idsOf(event).includes(id);
    case 'POST channels play':
      return (event) => event.type === 'PlaybackStarted' && path.includes(String(asRecord(event.playback).id));
    case 'POST bridges addChannel':
      return (event) => event.type === 'ChannelEnteredBridge';
    case 'POST bridges record':
      return (event) => event.variable === 'BRIDGEPEER' && String(event.value).startsWith('Recorder/');
    case 'POST recordings rec-1':
      return (event) => event.type === 'RecordingFinished';
    case 'DELETE bridges':
      return (event) => event.type === 'BridgeDestroyed';
    default:
      return () => false;
  }
}

function idsOf(event: AriFields): string[] {
  return [event.channel, event.peer].map((channel) => String(asRecord(channel).id));
}

/** What was recorded for one socket, or for the only one. */
export function eventsOf(lines: RecordedLine[], socket: string): AriFields[] {
  const events = lines.filter((line): line is RecordedEvent => line.dir === 'event');
  return events.filter((line) => (line.socket ?? '') === socket).map(({ event }) => event);
}
