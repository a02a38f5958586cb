import { saveTransitions, type Decision, type PrismaClient } from '@ringback/db';

import { grouped } from '../grouped.ts';

/** Saves decisions of many leads in one statement; of one lead no second one may come before the first has its answer. */
export function saveInGroups(prisma: PrismaClient): (decision: Decision) => Promise<boolean> {
  return grouped(async (decisions: Decision[]) => {
    const saved = await saveTransitions(prisma, decisions);
    return decisions.map(({ leadId }) => saved.has(leadId));
  });
}
