import type { Readable } from 'node:stream';

import type { Logger } from '@ringback/runtime';

import { expectAnswer, isSuccess, UnexpectedAnswerError, type AriClient } from './ari-client.ts';
import type { Prompt, SpokenPrompt } from './port.ts';
import type { RunningPlaybacks } from './running-playbacks.ts';

export interface MediaDeps {
  client: AriClient;
  playbacks: RunningPlaybacks;
  /** Speaks a text and answers with its media URI. */
  speak: ((prompt: SpokenPrompt) => Promise<string>) | undefined;
  log: Logger;
}

/** Every Asterisk has it: somebody who hears it knows at least that there is a call. */
const STAND_IN = 'sound:hello-world';
const KEYS = /^[0-9A-Dw*#]{1,32}$/;

export async function play(deps: MediaDeps, callId: string, playbackId: string, prompt: Prompt): Promise<void> {
  const { client, playbacks, log } = deps;
  const media = await findMedia(deps, prompt);
  const running = await client.send({ method: 'GET', path: ['playbacks', playbackId] });
  if (isSuccess(running.status)) return;
  await stopPlaybacks(client, playbacks, callId);
  playbacks.add(callId, playbackId);
  const path = ['channels', callId, 'play', playbackId];
  const { status } = await client.send({ method: 'POST', path, query: { media } });
  if (isSuccess(status)) return;
  playbacks.remove(callId, playbackId);
  if (!isGone(status)) throw new UnexpectedAnswerError(status);
  log.debug({ callId, playbackId }, 'prompt was for a leg that is not there');
}

/** Cuts off what is being played to a leg. */
export async function stopPlaybacks(client: AriClient, playbacks: RunningPlaybacks, callId: string): Promise<void> {
  const ids = playbacks.of(callId);
  await Promise.all(ids.map((id) => client.send({ method: 'DELETE', path: ['playbacks', id] })));
}

/** A call goes on without its text rather than not at all. */
async function findMedia({ speak, log }: MediaDeps, prompt: Prompt): Promise<string> {
  // Part of a path and of a URI: no dots, no scheme.
  if ('sound' in prompt) return `sound:${prompt.sound.replaceAll(/[^\w/-]/g, '_')}`;
  if (!speak) return STAND_IN;
  return speak(prompt).catch((err: unknown) => {
    log.error({ err }, 'text was not spoken');
    return STAND_IN;
  });
}

export async function sendKeys(client: AriClient, callId: string, keys: string, afterSeconds: number): Promise<void> {
  if (!KEYS.test(keys)) throw new RangeError('not keys of a phone');
  const query = { dtmf: keys, before: String(Math.round(afterSeconds * 1000)) };
  const { status } = await client.send({ method: 'POST', path: ['channels', callId, 'dtmf'], query });
  if (!isSuccess(status) && !isGone(status)) throw new UnexpectedAnswerError(status);
}

export async function record(client: AriClient, bridgeId: string, recordingName: string): Promise<boolean> {
  const query = { name: recordingName, format: 'wav' };
  const { status } = await client.send({ method: 'POST', path: ['bridges', bridgeId, 'record'], query });
  if (status === 404) return false;
  // 409: a recording has this name already.
  if (!isSuccess(status) && status !== 409) throw new UnexpectedAnswerError(status);
  return true;
}

export async function openRecording(client: AriClient, recordingName: string): Promise<Readable | 'live' | null> {
  const live = await client.send({ method: 'GET', path: ['recordings', 'live', recordingName] });
  // Asterisk gives the file of a recording that still grows, too.
  if (isSuccess(live.status)) return 'live';
  const { status, body } = await client.open(['recordings', 'stored', recordingName, 'file']);
  if (isSuccess(status)) return body;
  body.on('error', () => {}).destroy();
  if (status !== 404) throw new UnexpectedAnswerError(status);
  return null;
}

export async function removeRecording(client: AriClient, recordingName: string): Promise<void> {
  const path = ['recordings', 'stored', recordingName];
  expectAnswer(await client.send({ method: 'DELETE', path }), [204, 404]);
}

/** 404: there is no such leg. 409: it is leaving, or was never answered. */
function isGone(status: number): boolean {
  return status === 404 || status === 409;
}
