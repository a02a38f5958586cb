import {
  addRecording,
  callOffDial,
  giveBackDial,
  loadEffect,
  removeRecording,
  type DialClaim,
  type DialToClaim,
  type LoadedEffect,
  type LegEnd,
  type PrismaClient,
} from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import { attemptOfCall, type CallEffect, type DialRefusal } from '@ringback/scenario';
import { DialRefusedError, ExchangeUnreachableError, type Telephony } from '@ringback/telephony';

import { atMost } from '../at-most.ts';
import type { OwnLegs } from './own-legs.ts';

export interface PerformEffectDeps {
  prisma: PrismaClient;
  /** Orders for another one are not carried out. */
  exchange: string;
  telephony: Telephony;
  /** Claims a dial for this process. */
  claimDial: (dial: DialToClaim) => Promise<DialClaim>;
  /** Legs whose order is being given at this moment, each until it was given or was not. */
  dialsInFlight: Map<string, Promise<void>>;
  ownLegs: OwnLegs;
  /** Whether events flow: a dial without an open event socket comes to nothing. */
  isLinkUp: () => boolean;
  onDialRefused: (leadId: string, callId: string, reason: DialRefusal) => Promise<void>;
  onLegEnded: (end: LegEnd) => Promise<void>;
  /** Notes that an instruction was carried out. */
  markDone: (effectId: string) => Promise<void>;
  now: () => Date;
  log: Logger;
}

/** An instruction for the exchange, and the lead that it is of. */
export type OrderedEffect = Pick<LoadedEffect, 'id' | 'leadId' | 'effect'>;

export interface EffectPerformer {
  /** Carries out one instruction by the id of its row, unless it was done before. Left undone, the sweeper brings it again. */
  perform: (effectId: string) => Promise<void>;
  /** Carries out one that this process has just stored; null when it has too much to do, or no events flow. */
  begin: (effect: OrderedEffect) => Promise<void> | null;
  isInHand: (effectId: string) => boolean;
  /** Resolves when no instruction waits for its turn here any more: what is less urgent comes after them. */
  calm: () => Promise<void>;
  /** Resolves when nothing is in hand. */
  idle: () => Promise<void>;
}

type DialLeg = Extract<CallEffect, { type: 'dial-leg' }>;
type HangUp = Extract<CallEffect, { type: 'hang-up' }>;

/** So many are given to the exchange at a time, and so many wait here; others wait in the queue. */
const MAX_GIVEN = 16;
const MAX_IN_HAND = 2000;

export function createEffectPerformer(deps: PerformEffectDeps): EffectPerformer {
  const { prisma, exchange, markDone } = deps;
  const inHand = new Map<string, Promise<void>>();
  const giving = atMost(MAX_GIVEN);
  const take = (effectId: string, find: () => Promise<OrderedEffect | null>): Promise<void> => {
    const done = giving
      .run(async () => {
        const found = await find();
        if (found?.effect.exchange !== exchange) return null;
        await perform(deps, found.leadId, found.effect);
        return found;
      })
      .then((found) => (found ? markDone(effectId) : undefined))
      .finally(() => inHand.delete(effectId));
    inHand.set(effectId, done);
    return done;
  };
  return {
    perform: async (effectId) => {
      if (inHand.has(effectId) || !deps.isLinkUp()) return;
      await take(effectId, () => loadEffect(prisma, effectId));
    },
    begin: (effect) =>
      deps.isLinkUp() && inHand.size < MAX_IN_HAND ? take(effect.id, () => Promise.resolve(effect)) : null,
    isInHand: (effectId) => inHand.has(effectId),
    calm: giving.calm,
    idle: async () => {
      while (inHand.size > 0) await Promise.allSettled(inHand.values());
    },
  };
}

async function perform(deps: PerformEffectDeps, leadId: string, effect: CallEffect): Promise<void> {
  const { telephony } = deps;
  switch (effect.type) {
    case 'dial-leg': {
      const { callId } = effect;
      const given = dial(deps, leadId, effect).finally(() => deps.dialsInFlight.delete(callId));
      deps.dialsInFlight.set(callId, given);
      await given;
      return;
    }
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
      if (isJoined && recordingId !== null) await record(deps, leadId, bridgeId, recordingId);
      return;
    }
    case 'hang-up':
      await hangUp(deps, effect);
      return;
    case 'remove-bridge':
      await telephony.removeBridge(effect.bridgeId);
      return;
  }
}

async function hangUp(deps: PerformEffectDeps, effect: HangUp): Promise<void> {
  const { prisma, telephony, dialsInFlight, ownLegs, now } = deps;
  const { callId, reason } = effect;
  const known = ownLegs.get(callId);
  if (known === 'ended' || (known !== 'claimed' && (await callOffDial(prisma, callId, now())))) return;
  const given = dialsInFlight.get(callId);
  if (!given) {
    await telephony.hangUp(callId, reason);
    return;
  }
  // The exchange hangs up nothing that it does not know yet. What became of the order, it tells itself.
  await given.catch(() => undefined);
  await hangUp(deps, effect);
}

/** The row comes first: what the exchange records is then fetched, whatever happens to us. */
async function record(
  { prisma, exchange, telephony, now }: PerformEffectDeps,
  leadId: string,
  bridgeId: string,
  name: string,
): Promise<void> {
  await addRecording(prisma, { leadId, attempt: attemptOfCall(bridgeId), exchange, name }, now());
  if (!(await telephony.record(bridgeId, name))) await removeRecording(prisma, name);
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
  deps.ownLegs.set(callId, 'claimed');
  try {
    await telephony.dial({ callId, number, ringTimeoutSeconds, route, ...(callerId !== null && { callerId }) });
    log.info({ leadId, callId, role: effect.role }, 'leg was dialled');
  } catch (err) {
    if (err instanceof ExchangeUnreachableError) {
      // Nobody knows whether it got the order: the exchange is asked what is alive.
      if (!err.neverSent) return;
      deps.ownLegs.forget(callId);
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
