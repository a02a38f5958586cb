import {
  callOffDial,
  giveBackDial,
  loadEffect,
  markEffectDone,
  type DialClaim,
  type DialToClaim,
  type LegEnd,
  type PrismaClient,
} from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import type { CallEffect, DialRefusal } from '@ringback/scenario';
import { DialRefusedError, ExchangeUnreachableError, type Telephony } from '@ringback/telephony';

export interface PerformEffectDeps {
  prisma: PrismaClient;
  telephony: Telephony;
  /** Claims a dial for this process. */
  claimDial: (dial: DialToClaim) => Promise<DialClaim>;
  /** Legs whose order is being given at this moment. */
  dialsInFlight: Set<string>;
  /** Whether events flow: a dial without an open event socket comes to nothing. */
  isLinkUp: () => boolean;
  onDialRefused: (leadId: string, callId: string, reason: DialRefusal) => Promise<void>;
  onLegEnded: (end: LegEnd) => Promise<void>;
  now: () => Date;
  log: Logger;
}

/** Carries out one instruction at the exchange, unless it was done before. Left undone, the sweeper brings it again. */
export type PerformEffect = (effectId: string) => Promise<void>;

type DialLeg = Extract<CallEffect, { type: 'dial-leg' }>;

export function createPerformEffect(deps: PerformEffectDeps): PerformEffect {
  const { prisma, now } = deps;
  const inHand = new Set<string>();
  return async (effectId) => {
    if (inHand.has(effectId) || !deps.isLinkUp()) return;
    inHand.add(effectId);
    try {
      const loaded = await loadEffect(prisma, effectId);
      if (!loaded) return;
      await perform(deps, loaded.leadId, loaded.effect);
      await markEffectDone(prisma, effectId, now());
    } finally {
      inHand.delete(effectId);
    }
  };
}

async function perform(deps: PerformEffectDeps, leadId: string, effect: CallEffect): Promise<void> {
  const { telephony, prisma, now } = deps;
  switch (effect.type) {
    case 'dial-leg':
      deps.dialsInFlight.add(effect.callId);
      await dial(deps, leadId, effect).finally(() => deps.dialsInFlight.delete(effect.callId));
      return;
    case 'play-prompt': {
      const { callId, playbackId, text, language } = effect;
      await telephony.play(callId, playbackId, { text, language });
      return;
    }
    case 'send-digits':
      await telephony.sendKeys(effect.callId, effect.digits, effect.afterSeconds);
      return;
    case 'bridge-legs': {
      const { bridgeId, callIds, recordingId } = effect;
      // A leg that has just gone tells its end itself.
      const isJoined = await telephony.bridge(bridgeId, callIds);
      if (isJoined && recordingId !== null) await telephony.record(bridgeId, recordingId);
      return;
    }
    case 'hang-up':
      if (!(await callOffDial(prisma, effect.callId, now()))) await telephony.hangUp(effect.callId, effect.reason);
      return;
    case 'remove-bridge':
      await telephony.removeBridge(effect.bridgeId);
      return;
  }
}

async function dial(deps: PerformEffectDeps, leadId: string, effect: DialLeg): Promise<void> {
  const { prisma, telephony, log } = deps;
  const { callId, number, ringTimeoutSeconds, callerId, route } = effect;
  const claim = await deps.claimDial(effect);
  // Claimed before: the order may have gone out, so it is not given again; the exchange is asked what is alive.
  if (claim === 'claimed-before' || claim === 'not-wanted') return;
  if (claim !== 'claimed') {
    await deps.onDialRefused(leadId, callId, claim);
    return;
  }
  try {
    await telephony.dial({ callId, number, ringTimeoutSeconds, route, ...(callerId !== null && { callerId }) });
    log.info({ leadId, callId, role: effect.role }, 'leg was dialled');
  } catch (err) {
    if (err instanceof ExchangeUnreachableError) {
      // Nobody knows whether it got the order: the exchange is asked what is alive.
      if (!err.neverSent) return;
      await giveBackDial(prisma, callId);
    }
    if (!(err instanceof DialRefusedError)) throw err;
    log.warn({ err, leadId, callId }, 'exchange refused to dial');
    await deps.onLegEnded({
      type: 'leg-ended',
      callId,
      disposition: 'failed',
      code: err.code,
      cause: null,
      answeredAt: null,
    });
  }
}
