import { findSilentHosts, forgetSilence, recordSilence, tryHostAgain, type PrismaClient } from '@ringback/db';

export interface HostWatch {
  /** Reads what all workers know. */
  refresh: () => Promise<void>;
  /** Whether it gave no answer the last time. */
  isSilent: (lane: string) => boolean;
  /** Until when nothing is sent there; null: it can be sent to. One try after a pause finds out for the others. */
  pauseOf: (lane: string) => Promise<Date | null>;
  onAnswer: (lane: string) => Promise<void>;
  onSilence: (lane: string) => Promise<void>;
}

/** How long to wait where another worker finds out. */
const OTHERS_TRY_MS = 15_000;

/** The circuit breaker of each host: after some tries without an answer, by whichever workers, it is left alone. */
export function createHostWatch(prisma: PrismaClient, now: () => Date): HostWatch {
  /** The hosts that gave no answer, with their pause. */
  let silent = new Map<string, Date | null>();
  return {
    refresh: async () => {
      silent = new Map((await findSilentHosts(prisma)).map(({ lane, openUntil }) => [lane, openUntil]));
    },
    isSilent: (lane) => silent.has(lane),
    pauseOf: async (lane) => {
      const pause = silent.get(lane) ?? null;
      if (pause === null || pause > now()) return pause;
      const others = new Date(now().getTime() + OTHERS_TRY_MS);
      // Before the answer is here: those behind in the same lane ask, too.
      silent.set(lane, others);
      const probe = await tryHostAgain(prisma, lane, now());
      if (probe) silent.set(lane, probe.openUntil);
      return probe ? null : others;
    },
    onAnswer: async (lane) => {
      if (silent.delete(lane)) await forgetSilence(prisma, lane);
    },
    onSilence: async (lane) => {
      const { openUntil } = await recordSilence(prisma, lane, now());
      silent.set(lane, openUntil);
    },
  };
}
