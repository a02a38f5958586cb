import type { PrismaClient } from './generated/client.ts';
import { isLeadId } from './lead-filter.ts';

/** A file that is kept, for its download. */
export interface LeadFile {
  key: string;
  name: string;
}

/** Null when the file is not kept, or not of this lead, or the lead is not of this account. */
export async function findLeadFile(
  prisma: PrismaClient,
  { accountId, leadId, fileId }: { accountId: string; leadId: string; fileId: string },
): Promise<LeadFile | null> {
  if (!isLeadId(leadId) || !isLeadId(fileId)) return null;
  const [file] = await prisma.$queryRaw<LeadFile[]>`
    SELECT f.key, f.name FROM lead_files f JOIN leads l ON l.id = f.lead_id
    WHERE f.id = ${fileId}::uuid AND f.key IS NOT NULL AND l.account_id = ${accountId}::uuid AND l.id IN (
      SELECT ${leadId}::uuid UNION ALL SELECT a.lead_id FROM lead_aliases a WHERE a.alias = ${leadId}::uuid)`;
  return file ?? null;
}

/** Which of these keys belong to a lead, as a file or a recording, or to what could not become one. */
export async function findKnownFileKeys(prisma: PrismaClient, keys: string[]): Promise<Set<string>> {
  const rows = await prisma.$queryRaw<{ key: string }[]>`
    SELECT key FROM lead_files WHERE key = ANY(${keys})
    UNION SELECT key FROM recordings WHERE key = ANY(${keys})
    UNION SELECT unnest(file_keys) FROM rejected_submissions WHERE file_keys && ${keys}`;
  return new Set(rows.map(({ key }) => key));
}
