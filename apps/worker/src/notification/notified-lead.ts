import type { DeliveryLead, LeadView } from '@ringback/db';

/** A lead as a notification needs it: as the API shows it, with what only deliveries know. */
export interface NotifiedLead {
  view: LeadView;
  lead: Pick<DeliveryLead, 'settings' | 'currentSettings' | 'prompts'>;
}
