import { recordLegAnswered, recordLegEnded, recordMachine, type PrismaClient } from '@ringback/db';
import type { JobQueue, ScenarioJob } from '@ringback/queue';
import type { Logger } from '@ringback/runtime';
import { leadIdOfCall, type LegEvent } from '@ringback/scenario';

export interface ReportLegDeps {
  prisma: PrismaClient;
  scenarioJobs: JobQueue<ScenarioJob>;
  log: Logger;
}

/** Takes in what the exchange tells of a leg. Never rejects. */
export type ReportLeg = (event: LegEvent, at: Date) => Promise<void>;

/**
 * First the row of the leg, then a job for its scenario: when the job is lost, the sweeper reads from the row what the
 * scenario has not heard. Events of one leg are taken in their order.
 */
export function createReportLeg({ prisma, scenarioJobs, log }: ReportLegDeps): ReportLeg {
  const lastOf = new Map<string, Promise<void>>();
  const report = async (event: LegEvent, at: Date): Promise<void> => {
    const leadId = leadIdOfCall(event.callId);
    if (leadId === null) return;
    await record(prisma, event, at).catch((err: unknown) => {
      log.warn({ err, leadId, event: event.type }, 'leg event was not stored');
    });
    await scenarioJobs
      .add(event.type, { leadId, widgetHash: null, at: at.toISOString(), event })
      .catch((err: unknown) => {
        log.warn({ err, leadId, event: event.type }, 'job was not added');
      });
  };
  return (event, at) => {
    const reported = (lastOf.get(event.callId) ?? Promise.resolve()).then(() => report(event, at));
    lastOf.set(event.callId, reported);
    return reported.finally(() => {
      if (lastOf.get(event.callId) === reported) lastOf.delete(event.callId);
    });
  };
}

async function record(prisma: PrismaClient, event: LegEvent, at: Date): Promise<void> {
  switch (event.type) {
    case 'leg-answered':
      await recordLegAnswered(prisma, event.callId, at);
      return;
    case 'machine-detected':
      await recordMachine(prisma, event.callId);
      return;
    case 'leg-ended':
      await recordLegEnded(prisma, event, at);
      return;
    case 'leg-ringing':
    case 'key-pressed':
    case 'prompt-finished':
      return;
  }
}
