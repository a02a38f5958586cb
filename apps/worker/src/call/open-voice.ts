import { basename } from 'node:path';

import type { Logger } from '@ringback/runtime';
import { createCommandSpeech, type SpokenPrompt, type VoiceCommand } from '@ringback/telephony';

export interface VoiceConfig {
  command: VoiceCommand;
  dir: string;
  /** The same directory as the exchange sees it. */
  dirAtExchange: string;
}

export interface Voice {
  /** Speaks a text; the media URI under which the exchange finds the sound. */
  speak: (prompt: SpokenPrompt) => Promise<string>;
  close: () => Promise<void>;
}

/** The voice in which texts are read to people on the phone. */
export async function openVoice({ command, dir, dirAtExchange }: VoiceConfig, log: Logger): Promise<Voice> {
  const speech = await createCommandSpeech({ command, dir, log });
  return {
    // An exchange looks for a sound by its name without the ending.
    speak: async (prompt) => `sound:${dirAtExchange}/${basename(await speech.speak(prompt), '.wav')}`,
    close: () => speech.close(),
  };
}
