import { effectRowsOf, persistLeads } from '@ringback/db';

import { NOW, noEarlierCalls, type TestWidget } from './open-test-widget.ts';
import { decideLeads } from './persist/decide-leads.ts';

/** A lead of a test that is stored; its manager is about to be dialled. */
export interface StoredLead {
  leadId: string;
  managerCallId: string;
  /** Of the row that says to dial the manager. */
  dialEffectId: string;
}

export async function storeLead(widget: TestWidget): Promise<StoredLead> {
  const accepted = widget.accept();
  const settings = await widget.findSettings(accepted.widgetId, 1);
  const leads = decideLeads([{ accepted, settings }], noEarlierCalls(), NOW);
  await persistLeads(widget.db.prisma, leads);
  const { leadId } = accepted;
  const [row] = leads.flatMap(({ decision }) => effectRowsOf(decision));
  return { leadId, managerCallId: `${leadId}-a1-m1`, dialEffectId: row?.id ?? '' };
}
