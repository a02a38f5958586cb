/** One line of a dialplan: what the far end of a call does next. */
export type Step =
  | { app: 'Ringing' }
  | { app: 'Answer' }
  | { app: 'Wait'; seconds: number }
  | { app: 'Busy' }
  | { app: 'Congestion' }
  | { app: 'AMD' }
  | { app: 'SendDTMF'; digit: string }
  | { app: 'Hangup'; cause: number };

export interface Person {
  steps: Step[];
  /** The key that the person presses when something is played to them. */
  key?: 'accept' | 'cancel';
  /** How long the person talks once there is somebody to talk to, then hangs up. */
  talkSeconds?: number;
}

const RINGING = { app: 'Ringing' } as const;
const ANSWER = { app: 'Answer' } as const;

function wait(seconds: number): Step {
  return { app: 'Wait', seconds };
}

function hangUp(cause: number): Step {
  return { app: 'Hangup', cause };
}

/** The extensions of the dialplan that the recordings of a real Asterisk were made with. */
const PEOPLE: ReadonlyMap<string, Person> = new Map([
  ['manager', { steps: [ANSWER, wait(30)] }],
  ['slow-answer', { steps: [RINGING, wait(4), ANSWER, wait(30)] }],
  ['hangs-up-after-2', { steps: [ANSWER, wait(2), hangUp(16)] }],
  ['presses-1', { steps: [ANSWER, wait(1), { app: 'SendDTMF', digit: '1' }, wait(30)] }],
  ['noanswer', { steps: [RINGING, wait(60)] }],
  ['busy', { steps: [{ app: 'Busy' }] }],
  ['congestion', { steps: [{ app: 'Congestion' }] }],
  ['rejects', { steps: [hangUp(21)] }],
  ['unallocated', { steps: [hangUp(1)] }],
  ['unavailable', { steps: [hangUp(20)] }],
] satisfies [string, Person][]);

const PATIENCE_SECONDS = 120;

/** What the last two digits of a number stand for. Every other number answers, agrees and talks for a second. */
const BEHAVIOURS: ReadonlyMap<string, Person> = new Map([
  ['01', { steps: [{ app: 'Busy' }] }],
  ['02', { steps: [RINGING, wait(3600)] }],
  ['03', { steps: [RINGING, wait(0.3), hangUp(21)] }],
  ['04', { steps: [hangUp(1)] }],
  ['05', { steps: [hangUp(20)] }],
  ['06', { steps: [{ app: 'Congestion' }] }],
  // Answer itself takes half a second: it waits for sound from the other side.
  ['07', { steps: [RINGING, ANSWER, hangUp(16)] }],
  ['08', { steps: [RINGING, ANSWER, { app: 'AMD' }, wait(20)] }],
  ['09', { steps: [RINGING, ANSWER, wait(PATIENCE_SECONDS)], key: 'cancel', talkSeconds: 1 }],
] satisfies [string, Person][]);

const AGREEABLE: Person = { steps: [RINGING, ANSWER, wait(PATIENCE_SECONDS)], key: 'accept', talkSeconds: 1 };

/** Who is at an extension: by name as in the recordings, a number by its last two digits, null when there is nobody. */
export function findPerson(exten: string): Person | null {
  if (/^\+?\d{2,}$/.test(exten)) return BEHAVIOURS.get(exten.slice(-2)) ?? AGREEABLE;
  return PEOPLE.get(exten) ?? null;
}
