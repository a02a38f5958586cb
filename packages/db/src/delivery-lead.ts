import type { WidgetSettings } from '@ringback/scenario';
import type { Charset, FormField, SubmittedFile } from '@ringback/submission';

import type { PrismaClient } from './generated/client.ts';
import { queryRows } from './statements.ts';

/** What a delivery needs of a lead besides what the API shows: the form as it came, and the widget's settings. */
export interface DeliveryLead {
  leadId: string;
  accountId: string;
  /** As they were when the lead was accepted. */
  settings: WidgetSettings;
  fields: FormField[];
  files: DeliveryFile[];
  charset: Charset;
  backUrl: string | null;
  responseMethod: 'POST' | 'GET';
  referrer: string | null;
  origin: string | null;
  /** How many times a text was spoken to managers. */
  prompts: number;
}

/** A file as a delivery takes it along: by its key, where it is kept. */
export interface DeliveryFile extends SubmittedFile {
  id: string;
}

interface Row extends Omit<DeliveryLead, 'settings'> {
  widgetId: string;
  settingsVersion: number;
}

/** The leads of these ids; `findSettings` gives a version of a widget's settings. */
export async function loadDeliveryLeads(
  prisma: PrismaClient,
  leadIds: readonly string[],
  findSettings: (widgetId: string, version: number) => Promise<WidgetSettings>,
): Promise<Map<string, DeliveryLead>> {
  const rows = await queryRows<Row>(prisma)`
    SELECT l.id AS "leadId", l.account_id AS "accountId", l.widget_id AS "widgetId",
      l.settings_version AS "settingsVersion", l.fields, l.charset,
      l.back_url AS "backUrl", l.response_method AS "responseMethod", l.referrer, l.origin,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'key', f.key, 'field', f.field, 'name', f.name,
          'contentType', f.content_type, 'bytes', f.bytes, 'refusal', f.refusal) ORDER BY f.place), '[]')
        FROM lead_files f WHERE f.lead_id = l.id) AS files,
      (SELECT count(*)::int FROM effects e WHERE e.lead_id = l.id AND e.type = 'play-prompt') AS prompts
    FROM leads l
    WHERE l.id = ANY(${leadIds}::uuid[])`;
  const leads = rows.map(async ({ widgetId, settingsVersion, ...lead }) => ({
    ...lead,
    settings: await findSettings(widgetId, settingsVersion),
  }));
  return new Map((await Promise.all(leads)).map((lead) => [lead.leadId, lead]));
}
