export { createAsteriskAri, type AsteriskAriConfig } from './asterisk-ari.ts';
export type {
  DialRequest,
  Disposition,
  LinkState,
  LiveCall,
  Prompt,
  SpokenPrompt,
  Telephony,
  TelephonyEvent,
  TelephonyHandlers,
} from './port.ts';
export { DialRefusedError, ExchangeUnreachableError } from './port.ts';
export { createCommandSpeech, type CommandSpeechOptions } from './speech/command-speech.ts';
export { buildWav, parseWav, type Sound } from './speech/wav.ts';
export { SpeechError, type Speech } from './speech/speech.ts';
export { parseVoiceCommand, type VoiceCommand } from './speech/voice-command.ts';
