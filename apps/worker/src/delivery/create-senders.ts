import { findSwitchedOffWebhook, type NewDelivery, type PrismaClient } from '@ringback/db';
import type { DeliveryClient } from '@ringback/delivery';
import type { FileStore } from '@ringback/files';

import { sendLetter, type LetterDeps } from '../email/send-letter.ts';
import { sendSwitchOffLetter } from '../email/send-switch-off-letter.ts';
import type { FindSettings } from '../settings-cache.ts';
import { createHttpSenders, type LeadLoads } from './create-http-senders.ts';
import type { SendDelivery } from './try-once.ts';
import { readFiles } from './read-files.ts';

export interface SendersDeps {
  prisma: PrismaClient;
  loads: LeadLoads;
  client: DeliveryClient;
  files: FileStore;
  letters: LetterDeps;
  findSettings: FindSettings;
  now: () => Date;
}

/** Letters wait longer than forwards: a mail server that is away comes back. */
const LETTER_SCHEDULE_SECONDS = [0, 5, 60, 300, 1800, 7200, 21_600, 43_200, 86_400];

/** Of all files together: many mailboxes refuse letters of more than 25 MB, and a letter has files a third larger. */
const MAX_ATTACHED_BYTES = 10_000_000;

/** The three ways out, one function each. */
export function createSenders(deps: SendersDeps): Record<NewDelivery['kind'], SendDelivery> {
  const { prisma, loads, files, letters } = deps;
  const { loadLead, loadView } = loads;
  return {
    ...createHttpSenders({ ...deps, consoleUrl: letters.consoleUrl }, loads),
    email: async (delivery) => {
      const lead = await loadLead(delivery);
      const scheduleSeconds = LETTER_SCHEDULE_SECONDS;
      if (delivery.event === 'webhook.off') {
        const webhook = await findSwitchedOffWebhook(prisma, delivery.widgetId, delivery.createdAt);
        return { ...(await sendSwitchOffLetter(delivery, webhook, lead, letters)), scheduleSeconds };
      }
      const view = (await loadView(delivery))(lead.settings.language);
      // The letter at the end of a lead follows one that had them.
      const attachments = delivery.event === 'submission' ? await readFiles(lead.files, files, MAX_ATTACHED_BYTES) : [];
      const outcome = await sendLetter(delivery, view, { settings: lead.settings, attachments }, letters);
      return { ...outcome, scheduleSeconds };
    },
  };
}
