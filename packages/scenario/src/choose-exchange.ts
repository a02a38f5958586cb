import { hashOf } from './schedule.ts';
import type { ExchangeFacts, LeadFacts } from './types.ts';

/**
 * The exchange that the phones of an attempt are rung by. Whichever is used already stays, while it works; else the best
 * of those that the widget names, else all in turns: by the lead, and another one for each attempt. Where none works the
 * order waits at one of them.
 */
export function chooseExchange(lead: LeadFacts, attempt: number, current: string | null): string {
  const working = usable(lead).filter(({ isUp }) => isUp);
  if (current !== null && (working.length === 0 || working.some(({ name }) => name === current))) return current;
  const waiting = lead.settings.exchanges[0] ?? lead.exchanges[0]?.name;
  if (waiting === undefined) throw new Error('there is no exchange');
  const place = lead.settings.exchanges.length > 0 ? 0 : (hashOf(lead.leadId) + attempt) % (working.length || 1);
  return working[place]?.name ?? waiting;
}

/** Whether the phones of an attempt could be rung by another exchange, when this one is away. */
export function hasOtherExchange(lead: LeadFacts, current: string): boolean {
  return usable(lead).some(({ name, isUp }) => isUp && name !== current);
}

/** How many ways out an exchange has. */
export function countRoutes(lead: LeadFacts, exchange: string): number {
  return lead.exchanges.find(({ name }) => name === exchange)?.routes ?? 1;
}

/** The widget's own, in its order, else all. */
function usable({ settings, exchanges }: LeadFacts): readonly ExchangeFacts[] {
  if (settings.exchanges.length === 0) return exchanges;
  return settings.exchanges.flatMap((wanted) => exchanges.filter(({ name }) => name === wanted));
}
