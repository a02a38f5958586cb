import {
  findLeadsById,
  loadDeliveryLeads,
  type ClaimedDelivery,
  type DeliveryLead,
  type LeadView,
  type PrismaClient,
} from '@ringback/db';
import type { DeliveryClient } from '@ringback/delivery';
import type { FileStore } from '@ringback/files';
import type { Language } from '@ringback/scenario';

import { sendForward } from '../forward/send-forward.ts';
import { sendNotification } from '../notification/send-notification.ts';
import type { FindSettings } from '../settings-cache.ts';
import type { SendDelivery } from './try-once.ts';
import { createGroupedLoad } from './load-in-groups.ts';
import { createReadAhead } from './read-ahead.ts';

export interface HttpSendersDeps {
  client: DeliveryClient;
  files: Pick<FileStore, 'read'>;
  findSettings: FindSettings;
  consoleUrl: string | null;
  now: () => Date;
}

/** What deliveries are made of, each asked for alone and read in groups. */
export interface LeadLoads {
  loadLead: (delivery: ClaimedDelivery) => Promise<DeliveryLead>;
  /** As the API shows it, without its deliveries, in a language. */
  loadView: (delivery: ClaimedDelivery) => Promise<(language: Language) => LeadView>;
  /** Reads what a delivery over HTTP will ask for. */
  readAhead: (delivery: ClaimedDelivery) => void;
}

export function createLeadLoads(prisma: PrismaClient, findSettings: FindSettings): LeadLoads {
  const loadLead = createGroupedLoad(async (leadIds: string[]) => {
    const leads = await loadDeliveryLeads(prisma, leadIds, findSettings);
    return (leadId) => leads.get(leadId);
  });
  const loadView = createGroupedLoad(async (leadIds: string[]) => {
    const views = await findLeadsById(prisma, leadIds);
    return (leadId) => views.get(leadId);
  });
  const leads = createReadAhead(({ leadId }: ClaimedDelivery) => loadLead(leadId));
  const views = createReadAhead(({ leadId }: ClaimedDelivery) => loadView(leadId));
  return {
    loadLead: leads.read,
    loadView: views.read,
    readAhead: (delivery) => {
      if (delivery.kind === 'forward') leads.ahead(delivery);
      if (delivery.kind === 'notification') views.ahead(delivery);
    },
  };
}

/** The two ways out over HTTP, one function each. */
export function createHttpSenders(
  { client, files, findSettings, consoleUrl, now }: HttpSendersDeps,
  { loadLead, loadView }: LeadLoads,
): Record<'forward' | 'notification', SendDelivery> {
  return {
    forward: async (delivery) => {
      const lead = await loadLead(delivery);
      const outcome = await sendForward(delivery, lead, { client, files, now: now() });
      return { ...outcome, scheduleSeconds: lead.settings.forwardScheduleSeconds };
    },
    notification: async (delivery) => {
      const { widgetId, settingsVersion, currentVersion } = delivery;
      const settings = await findSettings(widgetId, settingsVersion);
      const currentSettings = await findSettings(widgetId, currentVersion);
      const view = (await loadView(delivery))(settings.language);
      const countPrompts = async (): Promise<number> => (await loadLead(delivery)).prompts;
      const lead = { view, settings, currentSettings, consoleUrl, countPrompts };
      return sendNotification(delivery, lead, client, now());
    },
  };
}
