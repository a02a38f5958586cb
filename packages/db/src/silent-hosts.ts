import type { PrismaClient } from './generated/client.ts';
import { queryRows } from './statements.ts';

/** A host that gave no answer, one for all workers. Null: it is not left alone yet. */
export interface SilentHost {
  lane: string;
  openUntil: Date | null;
}

/** Tries in a row without an answer, over all workers, before a host is left alone. */
const FAILURES_TO_OPEN = 3;
const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 240;

export function findSilentHosts(prisma: PrismaClient): Promise<SilentHost[]> {
  return prisma.silentHost.findMany({ select: { lane: true, openUntil: true } });
}

/** Counts a try that got no answer. Those that were under way as a pause began are not counted. */
export async function recordSilence(prisma: PrismaClient, lane: string, now: Date): Promise<SilentHost> {
  const [row] = await queryRows<SilentHost>(prisma)`
    INSERT INTO silent_hosts AS h (lane, failures) VALUES (${lane}, 1)
    ON CONFLICT (lane) DO UPDATE SET
      failures = h.failures + CASE WHEN h.open_until > ${now} THEN 0 ELSE 1 END,
      open_until = CASE WHEN h.open_until > ${now} OR h.failures + 1 < ${FAILURES_TO_OPEN}::int THEN h.open_until
        ELSE ${now}::timestamptz + ${FIRST_PAUSE_SECONDS}::int * interval '1 second' END
    RETURNING lane, open_until AS "openUntil"`;
  return row ?? { lane, openUntil: null };
}

/** The host has answered. */
export async function forgetSilence(prisma: PrismaClient, lane: string): Promise<void> {
  await prisma.silentHost.deleteMany({ where: { lane } });
}

/**
 * Whether this worker may find out if the host is back, by one try. The others wait for a pause that is twice as long as
 * the one before; an answer ends it.
 */
export async function tryHostAgain(prisma: PrismaClient, lane: string, now: Date): Promise<SilentHost | null> {
  const [row] = await queryRows<SilentHost>(prisma)`
    UPDATE silent_hosts SET failures = failures + 1, open_until = ${now}::timestamptz + interval '1 second'
      * least(${LONGEST_PAUSE_SECONDS}::int,
        ${FIRST_PAUSE_SECONDS}::int * power(2, least(10, failures - ${FAILURES_TO_OPEN}::int + 1)))
    WHERE lane = ${lane} AND open_until <= ${now}
    RETURNING lane, open_until AS "openUntil"`;
  return row ?? null;
}
