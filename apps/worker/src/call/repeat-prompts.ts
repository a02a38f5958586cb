import { findRunningPrompts, type PrismaClient } from '@ringback/db';
import type { Logger } from '@ringback/runtime';
import type { Telephony } from '@ringback/telephony';

export interface RepeatPromptsDeps {
  prisma: PrismaClient;
  exchange: string;
  telephony: Telephony;
  now: () => Date;
  log: Logger;
}

/**
 * Says again what managers were told while nobody listened: a key that they pressed then is lost, and so is the end of
 * the prompt. What is still being said is left alone.
 */
export async function repeatPrompts({ prisma, exchange, telephony, now, log }: RepeatPromptsDeps): Promise<void> {
  for (const { leadId, effect } of await findRunningPrompts(prisma, exchange, now())) {
    if (effect.type !== 'play-prompt') continue;
    const { callId, playbackId, text, language } = effect;
    log.info({ leadId, callId }, 'prompt was said again');
    await telephony.play(callId, playbackId, { text, language });
  }
}
