import type { SpokenPrompt } from '../port.ts';

/** Turns texts into sound. A line break in a text is a pause. */
export interface Speech {
  /** Resolves with the path of a WAV that an exchange can play (8 kHz, 16 bits, one channel); throws `SpeechError`. */
  speak: (prompt: SpokenPrompt) => Promise<string>;
  /** Ends what is still being spoken. */
  close: () => Promise<void>;
}

export class SpeechError extends Error {
  override readonly name = 'SpeechError';
}
