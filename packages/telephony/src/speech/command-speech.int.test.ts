import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';

import { createCommandSpeech, type CommandSpeechOptions } from './command-speech.ts';
import { SpeechError, type Speech } from './speech.ts';
import { parseVoiceCommand, type VoiceCommand } from './voice-command.ts';
import { parseWav } from './wav.ts';

const log = createLogger('test', { level: 'silent' });
const VOICE = join(import.meta.dirname, 'test-voice/main.ts');
const PAUSE = 0.7;

let dir: string;
const opened: Speech[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ringback-speech-'));
});

afterEach(async () => {
  for (const speech of opened.splice(0)) await speech.close();
  await rm(dir, { recursive: true });
});

function voice(manner = 'speak'): VoiceCommand {
  return [process.execPath, VOICE, '{file}', '{language}', manner];
}

async function open(options: Partial<CommandSpeechOptions> = {}): Promise<Speech> {
  const speech = await createCommandSpeech({ command: voice(), dir, log, ...options });
  opened.push(speech);
  return speech;
}

async function secondsOf(file: string): Promise<number> {
  const { samples, samplesPerSecond } = parseWav(await readFile(file));
  expect(samplesPerSecond).toBe(8_000);
  return samples.length / samplesPerSecond;
}

describe('createCommandSpeech', () => {
  it('has a text spoken into a sound that a telephone can play', async () => {
    const { speak } = await open();

    expect(await secondsOf(await speak({ text: 'Hello', language: 'en' }))).toBeCloseTo(0.5, 1);
  });

  it('makes a pause of a line break', async () => {
    const { speak } = await open();

    expect(await secondsOf(await speak({ text: 'One\ntwo', language: 'en' }))).toBeCloseTo(0.3 + PAUSE + 0.3, 1);
  });

  it('speaks the same text once, also when it is asked for at the same moment', async () => {
    const { speak } = await open();
    const prompt = { text: 'Hello', language: 'en' } as const;
    const files = await Promise.all([speak(prompt), speak(prompt), speak(prompt)]);
    await writeFile(files[0], 'kept');

    expect(new Set(files).size).toBe(1);
    expect(await readFile(await speak(prompt), 'utf8')).toBe('kept');
  });

  it('keeps the languages apart', async () => {
    const { speak } = await open();
    const text = 'Hello';

    expect(await speak({ text, language: 'en' })).not.toBe(await speak({ text, language: 'ru' }));
  });

  it.each(['--help', '; touch /tmp/x', '$(id)', '`id`', '-w /etc/passwd', '\u0000\u0007x'])(
    'takes %j for a text and for nothing else',
    async (text) => {
      const { speak } = await open();

      expect(await secondsOf(await speak({ text, language: 'en' }))).toBeGreaterThan(0);
      expect(await readdir(dir)).toHaveLength(1);
    },
  );

  it.each(['fail', 'noise'])('throws and leaves nothing behind when the program does %s', async (manner) => {
    const { speak } = await open({ command: voice(manner) });

    await expect(speak({ text: 'Hello', language: 'en' })).rejects.toThrow(/no such voice|not a WAV/);
    expect(await readdir(dir)).toEqual([]);
  });

  it('throws when there is no such program', async () => {
    const { speak } = await open({ command: ['/no/such/program', '{file}'] });

    await expect(speak({ text: 'Hello', language: 'en' })).rejects.toBeInstanceOf(SpeechError);
  });

  it('waits for no program longer than it was told to, nor for its turn', async () => {
    const { speak } = await open({ command: voice('hang'), withinMs: 300, atOnce: 1 });
    const asked = ['One', 'Two', 'Three'].map((text) => speak({ text, language: 'en' }));

    const answers = await Promise.allSettled(asked);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('removes what was not asked for in a long time', async () => {
    const { speak, close } = await open();
    const [old, recent] = [await speak({ text: 'Old', language: 'en' }), await speak({ text: 'New', language: 'en' })];
    await utimes(old, new Date(0), new Date(0));
    await close();
    await open();

    expect(await readdir(dir)).toEqual([recent.slice(dir.length + 1)]);
  });
});

describe('parseVoiceCommand', () => {
  it('splits at spaces and knows no quotes', () => {
    expect(parseVoiceCommand('espeak-ng -v {language}  -w {file} --stdin')).toEqual([
      'espeak-ng',
      '-v',
      '{language}',
      '-w',
      '{file}',
      '--stdin',
    ]);
  });

  it('refuses a program that is not told where to write', () => {
    expect(() => parseVoiceCommand('espeak-ng --stdin')).toThrow(SpeechError);
  });
});
