import type { Status } from '@ringback/scenario';

import { Prisma } from './generated/client.ts';
import type { LeadState } from './lead-view.ts';

/** Which leads of one account. What is undefined asks for nothing. */
export interface LeadFilter {
  accountId: string;
  /** A part of the phone, name, e-mail, form name or of any field's value. */
  q?: string | undefined;
  /** A phone in any spelling, or its last digits. */
  phone?: string | undefined;
  widgetHash?: string | undefined;
  state?: LeadState | undefined;
  status?: Status | 'success' | 'failure' | undefined;
  /** Both ends belong to it. */
  from?: Date | undefined;
  to?: Date | undefined;
  after?: LeadCursor | undefined;
}

/** The last lead of a page; the next page begins after it. */
export interface LeadCursor {
  receivedAt: Date;
  id: string;
}

const SEPARATOR = ' ';
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const LOOKS_LIKE_PHONE = /^[\d\s()+.-]+$/;

export function isLeadId(text: string): boolean {
  return UUID.test(text);
}

export function writeLeadCursor({ receivedAt, id }: LeadCursor): string {
  return Buffer.from(receivedAt.toISOString() + SEPARATOR + id).toString('base64url');
}

/** Null when the text is no cursor of `writeLeadCursor`. */
export function readLeadCursor(text: string): LeadCursor | null {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split(SEPARATOR);
  const receivedAt = new Date(at);
  return isLeadId(id) && !Number.isNaN(receivedAt.getTime()) ? { receivedAt, id } : null;
}

/** The digits as E.164 has them: a Russian number may be written with its trunk prefix 8. */
export function digitsOfPhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  const domestic = digits.length === 11 && digits.startsWith('8') && !text.trim().startsWith('+');
  return domestic ? `7${digits.slice(1)}` : digits;
}

/** The conditions on `leads l`, `scenarios s` and `widgets w`. */
export function leadConditions(filter: LeadFilter): Prisma.Sql {
  const { accountId, q, phone, widgetHash, state, status, from, to, after } = filter;
  const conditions = [
    Prisma.sql`l.account_id = ${accountId}::uuid`,
    q && textCondition(q),
    phone && phoneCondition(phone),
    widgetHash && Prisma.sql`w.hash = ${widgetHash}`,
    state && Prisma.sql`s.state = ${state}`,
    status && statusCondition(status),
    from && Prisma.sql`l.received_at >= ${from}`,
    to && Prisma.sql`l.received_at <= ${to}`,
    after && Prisma.sql`(l.received_at, l.id) < (${after.receivedAt}, ${after.id}::uuid)`,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition instanceof Prisma.Sql),
    ' AND ',
  );
}

function textCondition(q: string): Prisma.Sql {
  const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const digits = LOOKS_LIKE_PHONE.test(q) ? q.replace(/\D/g, '') : '';
  return Prisma.sql`(l.visitor_name ILIKE ${pattern} OR l.email ILIKE ${pattern} OR l.form_name ILIKE ${pattern}
    OR EXISTS (SELECT FROM jsonb_array_elements(l.fields) field WHERE field->>'value' ILIKE ${pattern})
    OR (${digits} <> '' AND (l.phone LIKE ${`%${digits}%`} OR l.phone LIKE ${`+${digits.replace(/^8/, '7')}%`})))`;
}

function phoneCondition(phone: string): Prisma.Sql {
  const ending = `%${digitsOfPhone(phone)}`;
  // What cannot be called has no phone, and was typed all the same.
  return Prisma.sql`(l.phone LIKE ${ending} OR regexp_replace(l.phone_raw, '[^0-9]', '', 'g') LIKE ${ending})`;
}

function statusCondition(status: NonNullable<LeadFilter['status']>): Prisma.Sql {
  const success = Prisma.sql`(s.status_manager = 200 AND s.status_visitor = 200)`;
  if (status === 'success') return success;
  if (status === 'failure') return Prisma.sql`(s.finished_at IS NOT NULL AND NOT ${success})`;
  return Prisma.sql`(s.status_manager = ${status.manager} AND s.status_visitor = ${status.visitor})`;
}
