import type { Manager } from './settings.ts';
import type { LeadFacts, LegRole, ManagerPlace } from './types.ts';

/** The name of an exchange that has no name of its own: the only one of most installations. */
export const ONLY_EXCHANGE = 'ringback';

/** How long a leg may be silent past its ring timeout before we stop waiting for the exchange's word. */
export const RING_GRACE_SECONDS = 5;

/** Codes that the status table knows for a failed leg of each role; the first is what any other code is told as. */
const LEG_CODES: Record<LegRole, readonly number[]> = {
  manager: [720, 403, 404, 406, 408, 480, 484, 486, 487, 488, 491, 500, 502, 503, 504, 603, 604],
  visitor: [720, 400, 401, 403, 404, 406, 408, 410, 461, 480, 484, 486, 487, 491, 500, 502, 503, 504, 600, 603, 604],
};

/** Told in the nearest word of the table: the table has no `410/0` and no `200/488`. */
const NEAREST: Record<LegRole, Readonly<Record<number, number>>> = { manager: { 410: 404 }, visitor: { 488: 406 } };

/** The status of an attempt whose leg of `role` ended with `code` before anybody talked. 720 stands for either leg. */
export function failedLegStatus(role: LegRole, code: number): { manager: number; visitor: number } {
  const told = NEAREST[role][code] ?? code;
  if (told === 720 || !LEG_CODES[role].includes(told)) return { manager: 720, visitor: 0 };
  return role === 'manager' ? { manager: told, visitor: 0 } : { manager: 200, visitor: told };
}

/** The carrier could not do it, whoever was called: another way out may. */
export function isCarrierFault(code: number): boolean {
  return code >= 500 && code <= 504;
}

export function secondsAfter(at: Date, seconds: number): string {
  return new Date(at.getTime() + seconds * 1000).toISOString();
}

/** Seconds from `from` to `to` in tenths, never negative. */
export function secondsBetween(from: string, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - Date.parse(from)) / 100) / 10);
}

/** The manager at a place that was chosen from the same settings. */
export function managerAt(lead: LeadFacts, place: ManagerPlace): Manager {
  const manager = lead.settings.offices[place.office]?.managers[place.manager];
  if (!manager) throw new Error('the settings have no such manager');
  return manager;
}

/**
 * Who is rung next, from `place` on: the first manager in turn, or all of one office at once, each number once. Nobody
 * whose number is the visitor's own. Empty: there is nobody left.
 */
export function findManagers(lead: LeadFacts, place: ManagerPlace): ManagerPlace[] {
  const { offices, ring } = lead.settings;
  for (let office = place.office; office < offices.length; office += 1) {
    const managers = offices[office]?.managers ?? [];
    const first = office === place.office ? place.manager : 0;
    const numbers = new Set<string>();
    const places = managers.flatMap(({ number }, manager) => {
      if (manager < first || numbers.has(number) || isNumberOf(lead.phone, number)) return [];
      numbers.add(number);
      return [{ office, manager }];
    });
    if (places.length > 0) return ring === 'at-once' ? places : places.slice(0, 1);
  }
  return [];
}

/** Where the search goes on after this manager has been tried. */
export function placeAfter(lead: LeadFacts, place: ManagerPlace): ManagerPlace {
  return lead.settings.ring === 'at-once'
    ? { office: place.office + 1, manager: 0 }
    : { office: place.office, manager: place.manager + 1 };
}

/** Whether a manager's number, as people write it, is this phone in E.164. */
function isNumberOf(phone: string | null, number = ''): boolean {
  // Dialled within Russia, 8 and ten digits is +7.
  return phone !== null && [number, `+${number}`, number.replace(/^8(?=\d{10}$)/, '+7')].includes(phone);
}

/** Unique for ever, and tells the lead and the attempt to whoever reads the exchange's log. */
export function callIdOf(leadId: string, attempt: number, role: LegRole, legNumber: number): string {
  return `${leadId}-a${attempt}-${role[0]}${legNumber}`;
}

export function bridgeIdOf(leadId: string, attempt: number): string {
  return `${leadId}-a${attempt}-b`;
}

const CALL_ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-a(\d+)-[mvb]\d*$/;

/** The lead that a call id belongs to, null when the id is not one of ours. */
export function leadIdOfCall(callId: string): string | null {
  return CALL_ID.exec(callId)?.[1] ?? null;
}

/** The attempt that a call id belongs to. Throws a `RangeError` when the id is not one of ours. */
export function attemptOfCall(callId: string): number {
  const [, , attempt] = CALL_ID.exec(callId) ?? [];
  if (attempt === undefined) throw new RangeError('this is not the id of a call');
  return Number(attempt);
}
