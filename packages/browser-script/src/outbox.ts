import { isRecord } from './is-record.ts';
import { load, save } from './storage.ts';

/** One form on its way. It is kept in the browser until the server has answered. */
export interface Submission {
  /** Goes with it, so that the server knows a second try for one. */
  id: string;
  url: string;
  /** Urlencoded. */
  body: string;
  at: number;
  /** Counter and name of the goal in Yandex Metrika. */
  goal: [counter: string, name: string] | null;
}

const NAME = 'ringback.outbox';
/** Nobody wants to be called about an older one. */
export const MAX_AGE_MS = 24 * 3_600_000;
const MAX_ENTRIES = 20;

/** What is waiting to be sent, oldest first. */
export function readOutbox(): Submission[] {
  const oldest = Date.now() - MAX_AGE_MS;
  return (load(NAME, isList) || []).filter(({ at }) => at > oldest);
}

export function keep(submission: Submission): void {
  save(NAME, [...without(submission.id), submission].slice(-MAX_ENTRIES));
}

export function forget(id: string): void {
  save(NAME, without(id));
}

export function isKept(id: string): boolean {
  return readOutbox().some((kept) => kept.id === id);
}

function without(id: string): Submission[] {
  return readOutbox().filter((kept) => kept.id !== id);
}

function isList(value: unknown): value is Submission[] {
  return Array.isArray(value) && value.every(isSubmission);
}

function isSubmission(value: unknown): value is Submission {
  return (
    isRecord(value) &&
    [value.id, value.url, value.body].every((part) => typeof part === 'string') &&
    typeof value.at === 'number' &&
    (value.goal === null || Array.isArray(value.goal))
  );
}
