import { asRecord, type AriFields } from './recording.ts';

/** Clock readings differ from run to run, and so does the machine. */
const NOT_COMPARED = new Set(['timestamp', 'creationtime', 'asterisk_id']);

/**
 * Leaves out what cannot be the same twice: times, the machine's id, the running number in a channel's name, and the
 * order of lists of channels, which Asterisk keeps in a hash table.
 */
export function normalise(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/-[0-9a-f]{8}(?=;[12])/g, '-00000000');
  if (Array.isArray(value)) return value.map(normalise).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !NOT_COMPARED.has(name));
  return Object.fromEntries(kept.map(([name, one]) => [name, normalise(one)]));
}

function sortKey(value: unknown): string {
  return typeof value === 'string' ? value : String(asRecord(value).id);
}

/**
 * Events by the channel, bridge, playback or recording that they tell of. Only within one of them is the order of a
 * real Asterisk fixed: the two halves of a `Local/` channel are threads of their own.
 */
export function groupEvents(events: AriFields[]): Record<string, unknown[]> {
  const groups: Record<string, unknown[]> = {};
  for (const event of events) {
    const about = ['channel', 'peer', 'playback', 'recording', 'bridge'].find((name) => name in event) ?? '';
    const subject = asRecord(event[about]);
    const kind = about === 'peer' ? 'channel' : about;
    const key = `${kind} ${String(subject.id ?? subject.name ?? event.type)}`;
    (groups[key] ??= []).push(normalise(event));
  }
  return groups;
}
