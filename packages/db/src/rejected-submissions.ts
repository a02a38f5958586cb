import type { PrismaClient } from './generated/client.ts';

/** Keeps a submission that could not be stored as a lead, sealed, for the operator. */
export async function keepRejected(
  prisma: PrismaClient,
  rejected: { leadId: string; reason: string; sealed: string; fileKeys: string[]; at: Date },
): Promise<void> {
  const { leadId, reason, sealed, fileKeys, at } = rejected;
  await prisma.rejectedSubmission.upsert({
    where: { leadId },
    create: { leadId, reason, sealed, fileKeys, rejectedAt: at },
    update: {},
  });
}
