import type { Disposition } from './port.ts';

export interface Outcome {
  code: number;
  disposition: Disposition;
}

/** What is known of a leg that ended without having been answered. */
export interface HangUpFacts {
  /** Q.850 cause of the leg's end, 0 or null when none was given. */
  cause: number | null;
  /** What a SIP phone or carrier answered to the call, null when the leg is none of SIP or nothing was answered. */
  sipCode: number | null;
  /** The last status of the leg's `Dial` events. */
  dialStatus: string | null;
  /** Whether the leg was ended on our order. */
  wasOrdered: boolean;
}

const BUSY: Outcome = { code: 486, disposition: 'busy' };
const NO_ANSWER: Outcome = { code: 487, disposition: 'no-answer' };
const CANCELLED: Outcome = { code: 487, disposition: 'cancelled' };
const UNAVAILABLE: Outcome = { code: 480, disposition: 'unavailable' };
const NO_SUCH_NUMBER: Outcome = { code: 404, disposition: 'failed' };
const NOT_FOUND_IN_TIME: Outcome = { code: 408, disposition: 'unavailable' };
const CARRIER_FAULT: Outcome = { code: 503, disposition: 'failed' };
const NO_COMMON_CODEC: Outcome = { code: 488, disposition: 'failed' };
const UNKNOWN: Outcome = { code: 720, disposition: 'failed' };

/** Q.850 causes that tell the outcome. 16, a plain hang-up, and 0 tell nothing: the `Dial` status does. */
const BY_CAUSE: ReadonlyMap<number, Outcome> = new Map([
  [1, NO_SUCH_NUMBER],
  [3, NO_SUCH_NUMBER],
  [17, BUSY],
  [18, NOT_FOUND_IN_TIME],
  [19, NO_ANSWER],
  [20, UNAVAILABLE],
  [21, { code: 603, disposition: 'declined' }],
  [22, { code: 410, disposition: 'failed' }],
  [26, CANCELLED],
  [27, UNAVAILABLE],
  [28, { code: 484, disposition: 'failed' }],
  [34, CARRIER_FAULT],
  [38, CARRIER_FAULT],
  [41, CARRIER_FAULT],
  [42, CARRIER_FAULT],
  [58, NO_COMMON_CODEC],
  [65, NO_COMMON_CODEC],
  [79, NO_COMMON_CODEC],
  [88, NO_COMMON_CODEC],
  [102, NOT_FOUND_IN_TIME],
]);

/**
 * SIP answers that say more than the cause that Asterisk makes of them: 480 becomes 19, as if somebody let it ring. Not 403:
 * an Asterisk at the other end says so when a person declines.
 */
const BY_SIP_CODE: ReadonlyMap<number, Outcome> = new Map([
  [400, { code: 400, disposition: 'failed' }],
  [401, { code: 401, disposition: 'failed' }],
  [406, { code: 406, disposition: 'failed' }],
  [407, { code: 401, disposition: 'failed' }],
  [461, { code: 461, disposition: 'failed' }],
  [480, UNAVAILABLE],
  [491, { code: 491, disposition: 'failed' }],
  [500, { code: 500, disposition: 'failed' }],
  [502, { code: 502, disposition: 'failed' }],
  [504, { code: 504, disposition: 'failed' }],
  [600, { code: 600, disposition: 'busy' }],
  [604, { code: 604, disposition: 'failed' }],
]);

const BY_DIAL_STATUS: ReadonlyMap<string, Outcome> = new Map([
  ['BUSY', BUSY],
  ['NOANSWER', NO_ANSWER],
  ['CANCEL', CANCELLED],
  ['CHANUNAVAIL', UNAVAILABLE],
  ['CONGESTION', CARRIER_FAULT],
]);

/**
 * SIP-like code and disposition of a leg that was not answered. The cause comes before the `Dial` status: a declined
 * call has cause 21 with the status NOANSWER. 720 when nothing says anything.
 */
export function findOutcome({ cause, sipCode, dialStatus, wasOrdered }: HangUpFacts): Outcome {
  if (wasOrdered) return CANCELLED;
  const answered = BY_SIP_CODE.get(sipCode ?? 0);
  if (answered) return answered;
  return BY_CAUSE.get(cause ?? 0) ?? BY_DIAL_STATUS.get(dialStatus ?? '') ?? UNKNOWN;
}
