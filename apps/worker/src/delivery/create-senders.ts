import { findLead, loadDeliveryLead, type LeadView, type NewDelivery, type PrismaClient } from '@ringback/db';
import type { DeliveryClient } from '@ringback/delivery';
import type { FileStore } from '@ringback/files';

import { sendLetter, type LetterDeps } from '../email/send-letter.ts';
import { sendForward } from '../forward/send-forward.ts';
import { sendNotification } from '../notification/send-notification.ts';
import type { SendDelivery } from './deliverer.ts';
import { readFiles } from './read-files.ts';

export interface SendersDeps {
  prisma: PrismaClient;
  client: DeliveryClient;
  files: FileStore;
  letters: LetterDeps;
  now: () => Date;
}

/** Letters wait longer than forwards: a mail server that is away comes back. */
const LETTER_SCHEDULE_SECONDS = [0, 5, 60, 300, 1800, 7200, 21_600, 43_200, 86_400];

/** Of all files together: many mailboxes refuse letters of more than 25 MB, and a letter has files a third larger. */
const MAX_ATTACHED_BYTES = 10_000_000;

/** The three ways out, one function each. */
export function createSenders(deps: SendersDeps): Record<NewDelivery['kind'], SendDelivery> {
  const { prisma, client, files, letters, now } = deps;
  const loadView = async (leadId: string, language: 'ru' | 'en'): Promise<LeadView> => {
    const view = await findLead(prisma, { accountId: null }, leadId, language);
    if (!view) throw new Error('a delivery has no lead');
    return view;
  };
  return {
    forward: async (delivery) => {
      const lead = await loadDeliveryLead(prisma, delivery.leadId);
      return {
        ...(await sendForward(delivery, lead, { client, files, now: now() })),
        scheduleSeconds: lead.settings.forwardScheduleSeconds,
      };
    },
    notification: async (delivery) => {
      const lead = await loadDeliveryLead(prisma, delivery.leadId);
      const view = await loadView(delivery.leadId, lead.settings.language);
      const outcome = await sendNotification(delivery, view, lead, client, now());
      return { ...outcome, scheduleSeconds: lead.settings.notificationScheduleSeconds };
    },
    email: async (delivery) => {
      const lead = await loadDeliveryLead(prisma, delivery.leadId);
      const view = await loadView(delivery.leadId, lead.settings.language);
      // The letter at the end of a lead follows one that had them.
      const attachments = delivery.event === 'submission' ? await readFiles(lead.files, files, MAX_ATTACHED_BYTES) : [];
      const outcome = await sendLetter(delivery, view, { settings: lead.settings, attachments }, letters);
      return { ...outcome, scheduleSeconds: LETTER_SCHEDULE_SECONDS };
    },
  };
}
