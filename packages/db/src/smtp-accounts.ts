import type { PrismaClient } from './generated/client.ts';
import { queryRows } from './statements.ts';

/** `tls`: from the first byte. `starttls`: before anything else is said, or not at all. */
export type SmtpSecurity = 'tls' | 'starttls' | 'none';

/** The mail server by which a widget's letters leave. */
export interface SmtpAccount {
  host: string;
  port: number;
  security: SmtpSecurity;
  username: string | null;
  /** Never in clear in the database. */
  passwordSealed: string | null;
  /** `Shop <robot@shop.example>` */
  sender: string;
  updatedAt: Date;
}

export async function findSmtpAccount(prisma: PrismaClient, widgetHash: string): Promise<SmtpAccount | null> {
  const rows = await queryRows<SmtpAccount>(prisma)`
    SELECT a.host, a.port, a.security, a.username, a.password_sealed AS "passwordSealed", a.sender,
      a.updated_at AS "updatedAt"
    FROM smtp_accounts a JOIN widgets w ON w.id = a.widget_id WHERE w.hash = ${widgetHash}`;
  return rows[0] ?? null;
}

export async function saveSmtpAccount(prisma: PrismaClient, widgetId: string, account: SmtpAccount): Promise<void> {
  await prisma.smtpAccount.upsert({ where: { widgetId }, create: { widgetId, ...account }, update: account });
}

/** The widget's letters leave by the installation's server again. */
export async function removeSmtpAccount(prisma: PrismaClient, widgetId: string): Promise<void> {
  await prisma.smtpAccount.deleteMany({ where: { widgetId } });
}
