import { identifyPhone } from '@ringback/submission';

import { Prisma } from './generated/client.ts';

/** What a block list may say of a phone: the phone itself, and `+7916*` for each of its beginnings. */
export function blockPatternsOf(phone: string): string[] {
  return [phone, ...Array.from({ length: phone.length - 2 }, (_, place) => `${phone.slice(0, place + 2)}*`)];
}

/** Whether the number of a row of `legs` is on the list of its widget or of the installation now. */
export function isNumberBlocked(number: string): Prisma.Sql {
  // A manager's number stands in the settings as people write it; an internal one is nobody's phone.
  const patterns = blockPatternsOf(identifyPhone(number)?.number ?? number);
  return Prisma.sql`EXISTS (SELECT FROM blocks b JOIN scenarios s ON s.lead_id = legs.lead_id
    WHERE b.phone = ANY(${patterns}) AND (b.widget_id IS NULL OR b.widget_id = s.widget_id))`;
}

/**
 * Whether the widget of a row of `legs` calls such numbers, by its newest settings: who closes a country does not want
 * the calls either that wait.
 */
export function isNumberAllowed(number: string): Prisma.Sql {
  const known = identifyPhone(number);
  return Prisma.sql`EXISTS (SELECT FROM scenarios s JOIN widgets w ON w.id = s.widget_id
    JOIN widget_settings ws ON ws.widget_id = w.id AND ws.version = w.settings_version
    WHERE s.lead_id = legs.lead_id AND ws.document#>'{phone,countries}' @> to_jsonb(${known?.country ?? null}::text)
      AND ws.document#>'{phone,numberTypes}' @> to_jsonb(${known?.type ?? null}::text))`;
}
