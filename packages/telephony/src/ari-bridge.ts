import { expectAnswer, isSuccess, UnexpectedAnswerError, type AriClient } from './ari-client.ts';
import { stopPlaybacks } from './ari-media.ts';
import type { RunningPlaybacks } from './running-playbacks.ts';

export async function bridge(
  client: AriClient,
  playbacks: RunningPlaybacks,
  bridgeId: string,
  callIds: [string, string],
): Promise<boolean> {
  // A channel enters no bridge before its prompt is over.
  await Promise.all(callIds.map((callId) => stopPlaybacks(client, playbacks, callId)));
  const path = ['bridges', bridgeId];
  // 409: it is there already; an older Asterisk says 200.
  expectAnswer(await client.send({ method: 'POST', path, query: { type: 'mixing' } }), [200, 409]);
  const query = { channel: callIds.join(',') };
  const { status } = await client.send({ method: 'POST', path: [...path, 'addChannel'], query });
  if (isSuccess(status)) return true;
  await removeBridge(client, bridgeId);
  // 400: no such channel. 409 and 422: it is leaving, or was never answered.
  if (status === 400 || status === 409 || status === 422) return false;
  throw new UnexpectedAnswerError(status);
}

export async function removeBridge(client: AriClient, bridgeId: string): Promise<void> {
  expectAnswer(await client.send({ method: 'DELETE', path: ['bridges', bridgeId] }), [204, 404]);
}
