import { parseWidgetSettings, type WidgetSettings } from '@ringback/scenario';
import type { Charset, FormField, SubmittedFile } from '@ringback/submission';

import type { PrismaClient } from './generated/client.ts';

/** What a delivery needs of a lead besides what the API shows: the form as it came, and the widget's settings. */
export interface DeliveryLead {
  leadId: string;
  accountId: string;
  settings: WidgetSettings;
  fields: FormField[];
  files: DeliveryFile[];
  charset: Charset;
  backUrl: string | null;
  responseMethod: 'POST' | 'GET';
  referrer: string | null;
  origin: string | null;
}

/** A file as a delivery takes it along: by its key, where it is kept. */
export interface DeliveryFile extends SubmittedFile {
  id: string;
}

interface Row extends Omit<DeliveryLead, 'settings'> {
  document: unknown;
}

export async function loadDeliveryLead(prisma: PrismaClient, leadId: string): Promise<DeliveryLead> {
  const [row] = await prisma.$queryRaw<Row[]>`
    SELECT l.id AS "leadId", l.account_id AS "accountId", l.fields, l.charset, l.back_url AS "backUrl",
      l.response_method AS "responseMethod", l.referrer, l.origin, s.document,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'key', f.key, 'field', f.field, 'name', f.name,
          'contentType', f.content_type, 'bytes', f.bytes, 'refusal', f.refusal) ORDER BY f.place), '[]')
        FROM lead_files f WHERE f.lead_id = l.id) AS files
    FROM leads l JOIN widget_settings s ON s.widget_id = l.widget_id AND s.version = l.settings_version
    WHERE l.id = ${leadId}::uuid`;
  if (!row) throw new Error('a delivery has no lead');
  const { document, ...lead } = row;
  return { ...lead, settings: parseWidgetSettings(document) };
}
