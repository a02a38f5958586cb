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
