import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Logger } from '@ringback/runtime';

import type { SpokenPrompt } from '../port.ts';
import { createLimit } from './limit.ts';
import { resample } from './resample.ts';
import { SpeechError, type Speech } from './speech.ts';
import { runVoiceCommand, type VoiceCommand } from './voice-command.ts';
import { buildWav, parseWav } from './wav.ts';

export interface CommandSpeechOptions {
  command: VoiceCommand;
  /** Where the sounds are kept; the exchange reads them there. */
  dir: string;
  log: Logger;
  /** The longest wait for a sound, its turn included. */
  withinMs?: number;
  /** Programs that run at once. */
  atOnce?: number;
  /** A sound that was not asked for in so long is removed: it may name a person. */
  keptForMs?: number;
  sweepEveryMs?: number;
}

const SAMPLES_PER_SECOND = 8_000;
const PAUSE_SECONDS = 0.7;
const WITHIN_MS = 5_000;
const AT_ONCE = 2;
const LONGEST_TEXT = 2_000;
const DAY_MS = 86_400_000;
const ENDING = '.wav';
const PART_ENDING = '.part';

/** Speaks by a program that writes a WAV. The same text is spoken once and kept. */
export async function createCommandSpeech(options: CommandSpeechOptions): Promise<Speech> {
  const { command, dir, log, withinMs = WITHIN_MS, keptForMs = 7 * DAY_MS } = options;
  const closing = new AbortController();
  const inTurn = createLimit(options.atOnce ?? AT_ONCE);
  const running = new Map<string, Promise<string>>();

  const create = async (prompt: SpokenPrompt, file: string): Promise<string> => {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(withinMs)]);
    const sound = await inTurn(async () => {
      if (signal.aborted) throw new SpeechError('the voice had no time');
      return speakParts(command, prompt, dir, signal);
    });
    // Complete under its name or not there at all: the exchange may look at any moment.
    const part = `${file}.${randomUUID()}${PART_ENDING}`;
    await writeFile(part, sound);
    await rename(part, file);
    return file;
  };
  await mkdir(dir, { recursive: true });
  const sweep = (): Promise<void> =>
    removeUnused(dir, Date.now() - keptForMs).catch((err: unknown) => {
      log.warn({ err }, 'spoken texts were not tidied up');
    });
  await sweep();
  const sweeping = setInterval(() => void sweep(), options.sweepEveryMs ?? DAY_MS / 24);
  sweeping.unref();

  return {
    speak: async ({ text, language }) => {
      const prompt = { text: cleanText(text), language };
      const file = join(dir, `${nameOf(command, prompt)}${ENDING}`);
      const now = new Date();
      const isKept = await utimes(file, now, now).then(
        () => true,
        () => false,
      );
      if (isKept) return file;
      const speaking = running.get(file) ?? create(prompt, file).finally(() => running.delete(file));
      running.set(file, speaking);
      return speaking;
    },
    close: async () => {
      clearInterval(sweeping);
      closing.abort();
      await Promise.allSettled(running.values());
    },
  };
}

/** One after the other what stands between pauses, as one WAV that a telephone can play. */
async function speakParts(
  command: VoiceCommand,
  { text, language }: SpokenPrompt,
  dir: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const pieces: Int16Array[] = [];
  for (const part of text.split('\n').filter((one) => one !== '')) {
    const file = join(dir, `${randomUUID()}${PART_ENDING}`);
    try {
      await runVoiceCommand(command, { text: part, language }, file, signal);
      const spoken = await resample(parseWav(await readFile(file)), SAMPLES_PER_SECOND);
      pieces.push(new Int16Array(pieces.length === 0 ? 0 : PAUSE_SECONDS * SAMPLES_PER_SECOND), spoken.samples);
    } finally {
      await rm(file, { force: true });
    }
  }
  const samples = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return buildWav({ samplesPerSecond: SAMPLES_PER_SECOND, samples });
}

/** Letters and signs that a voice can read; a line break stays what it is, a pause. */
function cleanText(text: string): string {
  return text
    .replaceAll(/[^\P{C}\n]/gu, ' ')
    .split('\n')
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .join('\n')
    .slice(0, LONGEST_TEXT);
}

function nameOf(command: VoiceCommand, { text, language }: SpokenPrompt): string {
  return createHash('sha256')
    .update(JSON.stringify([command, language, text]))
    .digest('hex');
}

async function removeUnused(dir: string, before: number): Promise<void> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(ENDING) || name.endsWith(PART_ENDING));
  for (const name of names) {
    const file = join(dir, name);
    const { mtimeMs } = await stat(file);
    if (mtimeMs < before) await rm(file, { force: true });
  }
}
