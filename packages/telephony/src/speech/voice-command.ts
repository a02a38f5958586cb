import { execFile } from 'node:child_process';

import type { SpokenPrompt } from '../port.ts';
import { SpeechError } from './speech.ts';

const FILE = '{file}';
const LANGUAGE = '{language}';
const LONGEST_MESSAGE = 300;

/** A program that reads a text and writes a WAV: `['espeak-ng', '-v', '{language}', '-w', '{file}', '--stdin']`. */
export type VoiceCommand = readonly [program: string, ...args: string[]];

/** `espeak-ng -v {language} -w {file} --stdin`, split at the spaces: there is no shell and there are no quotes. */
export function parseVoiceCommand(line: string): VoiceCommand {
  const [program, ...args] = line.split(' ').filter((part) => part !== '');
  if (program === undefined || !args.includes(FILE)) throw new SpeechError(`a voice needs ${FILE} as an argument`);
  return [program, ...args];
}

/**
 * Has a text spoken into a file. The text goes to the program's standard input: nothing that came with a form is ever
 * an argument, so none can be an option.
 */
export function runVoiceCommand(
  [program, ...args]: VoiceCommand,
  { text, language }: SpokenPrompt,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const given = args.map((arg) => (arg === FILE ? file : arg.replaceAll(LANGUAGE, language)));
  return new Promise((resolve, reject) => {
    const child = execFile(program, given, { signal, killSignal: 'SIGKILL', encoding: 'utf8' }, (err, _, stderr) => {
      if (err) reject(new SpeechError(`the voice failed: ${stderr.slice(0, LONGEST_MESSAGE)}`, { cause: err }));
      else resolve();
    });
    // A program that reads nothing closes its end early.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(text);
  });
}
