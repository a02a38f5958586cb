import { readdirSync, readFileSync } from 'node:fs';

import Joi from 'joi';

export interface RecordedRequest {
  at: number;
  dir: 'rest';
  method: string;
  path: string;
  json?: unknown;
  status: number;
  body: unknown;
}

export interface RecordedEvent {
  at: number;
  dir: 'event';
  /** Which of two sockets heard it; recordings with one socket do not name it. */
  socket?: string;
  event: AriFields;
}

export interface RecordedNote {
  at: number;
  dir: 'note';
  text: string;
}

export type RecordedLine = RecordedRequest | RecordedEvent | RecordedNote;
export type AriFields = Record<string, unknown>;

const line = Joi.object<RecordedLine>({
  at: Joi.number().required(),
  dir: Joi.valid('rest', 'event', 'note').required(),
}).unknown(true);

const FOLDER = new URL('.', import.meta.url);
const ENDING = '.jsonl';

/** What a real Asterisk answered and told in one situation, in the order in which it arrived. */
export function readRecording(name: string): RecordedLine[] {
  const text = readFileSync(new URL(`${name}${ENDING}`, FOLDER), 'utf8');
  const lines = text.split('\n').filter((one) => one !== '');
  return lines.map((one) => Joi.attempt(JSON.parse(one), line));
}

/** Of one folder: the recordings over `Local/` channels, or those over a trunk. */
export function listRecordings(folder: '.' | 'over-a-trunk' = '.'): string[] {
  const files = readdirSync(new URL(`${folder}/`, FOLDER)).filter((file) => file.endsWith(ENDING));
  return files.map((file) => file.slice(0, -ENDING.length)).sort();
}

export function asRecord(value: unknown): AriFields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
