import { findOpenLegs, findTalks, type OpenLeg, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import { bridgeIdOf, leadIdOfCall } from '@ringback/scenario';
import type { LiveCall, Telephony } from '@ringback/telephony';

import type { ReportLeg } from './report-leg.ts';

export interface ReconcileDeps {
  prisma: PrismaClient;
  exchange: string;
  telephony: Telephony;
  reportLeg: ReportLeg;
  /** Legs whose order is being given at this moment. */
  dialsInFlight: Iterable<string>;
  now: () => Date;
  log: Logger;
}

/** A leg that another holder claimed this recently may still be on its way to the exchange. */
const ON_ITS_WAY_MS = 1500;

/**
 * Compares what we believe to be alive with what the exchange says is alive: an answer that we missed is heard now, a
 * leg that nobody knows any more ends with an unknown cause, and a leg that nobody waits for is hung up, as is a bridge in
 * which nobody talks.
 */
export async function reconcile(deps: ReconcileDeps): Promise<void> {
  const { prisma, exchange, telephony, reportLeg, log } = deps;
  const at = deps.now();
  const inFlight = new Set(deps.dialsInFlight);
  // Rows first: a leg that is dialled in between is then in neither list, or in both.
  const openLegs = await findOpenLegs(prisma, exchange);
  const live = new Map((await telephony.listLiveCalls()).map((call) => [call.callId, call]));
  await Promise.all(openLegs.map((leg) => compare(leg, live.get(leg.callId))));
  const awaited = new Set(
    (await findOpenLegs(prisma, exchange)).filter((leg) => leg.awaited).map(({ callId }) => callId),
  );
  for (const { callId } of live.values()) {
    if (awaited.has(callId) || leadIdOfCall(callId) === null) continue;
    log.warn({ callId }, 'leg that nobody waits for was hung up');
    await telephony.hangUp(callId, 'normal');
  }
  await removeBridges(deps);

  async function compare(leg: OpenLeg, call: LiveCall | undefined): Promise<void> {
    const { callId, answeredAt } = leg;
    if (call?.state === 'answered' && answeredAt === null) await reportLeg({ type: 'leg-answered', callId }, at);
    if (call || inFlight.has(callId) || at.getTime() - leg.claimedAt.getTime() < ON_ITS_WAY_MS) return;
    log.warn({ callId, leadId: leg.leadId }, 'leg was lost: the exchange does not know it');
    const answered = answeredAt?.toISOString() ?? null;
    const disposition = answered === null ? 'unknown' : 'answered';
    const code = answered === null ? 720 : 200;
    await reportLeg({ type: 'leg-ended', callId, disposition, code, cause: null, answeredAt: answered }, at);
  }
}

/** Bridges of ours whose talk is over. */
async function removeBridges({ prisma, telephony, log }: ReconcileDeps): Promise<void> {
  const bridges = (await telephony.listBridges()).flatMap((bridgeId) => {
    const leadId = leadIdOfCall(bridgeId);
    return leadId === null ? [] : [{ bridgeId, leadId }];
  });
  if (bridges.length === 0) return;
  // After the list: a bridge is made when its talk has been stored.
  const talks = await findTalks(
    prisma,
    bridges.map(({ leadId }) => leadId),
  );
  const wanted = new Set(talks.map(({ leadId, attempt }) => bridgeIdOf(leadId, attempt)));
  for (const { bridgeId } of bridges) {
    if (wanted.has(bridgeId)) continue;
    log.warn({ bridgeId }, 'bridge that nobody needs was removed');
    await telephony.removeBridge(bridgeId);
  }
}
