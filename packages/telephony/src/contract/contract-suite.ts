import { randomUUID } from 'node:crypto';

import type { Telephony, TelephonyHandlers } from '../port.ts';
import type { ContractLink } from './contract-link.ts';

/** Numbers whose phones do what the contract needs. */
export interface ContractNumbers {
  /** Answers at once, presses `key` when something is played, hangs up a while after it was bridged. */
  answers: string;
  key: string;
  /** Answers at once and stays for seconds, whatever happens. */
  patient: string;
  busy: string;
  /** Rings for longer than a second. */
  noAnswer: string;
  declines: string;
  noSuchNumber: string;
  unavailable: string;
  carrierFault: string;
  /** Answers and hangs up by itself. */
  hangsUp: string;
  /** Null where the exchange does not tell machines from people. */
  machine: string | null;
}

/** What the contract does to the way between the exchange and a driver; shares are from 0 to 1. */
export interface ContractDamage {
  lostShare?: number;
  doubledShare?: number;
  delayedShare?: number;
  longestDelaySeconds?: number;
  latenessSeconds?: number;
  answerDelaySeconds?: number;
}

/** An exchange that drivers can be connected to, one after the other or at once. */
export interface ContractExchange {
  /** For one of two applications, which know nothing of each other. */
  connect: (handlers: TelephonyHandlers, application?: 'first' | 'second') => Telephony;
  /** From here on; what is not named goes well. */
  damage: (damage: ContractDamage) => void;
  /** Cuts the link of every driver, as a failing network does. */
  cutLink: () => void;
  /** How often a phone was called under this id. */
  countRings: (callId: string) => number;
  close: () => Promise<void>;
}

/** What the parts of the contract need: an exchange, its numbers, and a driver that is connected to it. */
export interface ContractSuite {
  numbers: ContractNumbers;
  exchange: () => ContractExchange;
  connect: (application?: 'first' | 'second') => Promise<ContractLink>;
}

export const PROMPT = { text: 'A visitor of your site wants to talk to you.', language: 'en' } as const;

export function newCallId(): string {
  return `leg-${randomUUID()}`;
}

/** Dials a number under a new id, which comes back. */
export async function dial(link: ContractLink, number: string, ringTimeoutSeconds = 10): Promise<string> {
  const callId = newCallId();
  await link.telephony.dial({ callId, number, ringTimeoutSeconds });
  return callId;
}

export async function dialAnswered(link: ContractLink, number: string): Promise<string> {
  const callId = await dial(link, number);
  await link.seen('leg-answered', callId);
  return callId;
}

/** What the exchange says of a leg now; undefined when it is not alive. */
export async function stateOf({ telephony }: ContractLink, callId: string): Promise<string | undefined> {
  return (await telephony.listLiveCalls()).find((call) => call.callId === callId)?.state;
}
