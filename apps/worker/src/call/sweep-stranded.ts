import { findStrandedLeads, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import type { ExchangeFacts } from '@ringback/scenario';

import type { HandleEvent } from '../scenario/handle-event.ts';

export interface SweepStrandedDeps {
  prisma: PrismaClient;
  exchanges: () => ExchangeFacts[];
  handleEvent: HandleEvent;
  now: () => Date;
  log: Logger;
}

const OVERDUE_MS = 2000;
const LIMIT = 200;

/** Leads whose phones wait to be rung by an exchange that nobody holds: another one may ring them. */
export async function sweepStranded(deps: SweepStrandedDeps): Promise<number> {
  const { prisma, handleEvent, log } = deps;
  const known = deps.exchanges();
  const working = known.filter(({ isUp }) => isUp).map(({ name }) => name);
  if (working.length === 0 || working.length === known.length) return 0;
  const at = deps.now();
  const stranded = await findStrandedLeads(prisma, working, new Date(at.getTime() - OVERDUE_MS), LIMIT);
  for (const leadId of stranded) {
    await handleEvent(leadId, { type: 'exchange-away', dialed: false }, at).catch((err: unknown) => {
      log.warn({ err, leadId }, 'lead was not moved to another exchange');
    });
  }
  return stranded.length;
}
