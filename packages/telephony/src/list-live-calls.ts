import { expectAnswer, type AriClient } from './ari-client.ts';
import { isLegId, type AriEvents } from './ari-events.ts';
import { asFields, readChannel, readText } from './ari-message.ts';
import type { LiveCall } from './port.ts';

/** The legs that the exchange has now for `application`. What `events` still remembers of others is forgotten. */
export async function listLiveCalls(client: AriClient, events: AriEvents, application: string): Promise<LiveCall[]> {
  const remembered = events.known();
  const answer = await client.send({ method: 'GET', path: ['channels'] });
  expectAnswer(answer, [200]);
  const channels = asList(answer.body).flatMap((channel) => readChannel(asFields(channel)) ?? []);
  const ours = await listOurChannels(client, application);
  const legs = channels.filter(({ id }) => isLegId(id) && ours.has(id));
  // What ended while the link was down told nobody.
  for (const callId of remembered) if (!legs.some(({ id }) => id === callId)) events.forget(callId);
  return legs.map(({ id, state }) => ({ callId: id, state: stateOf(state) }));
}

/** The exchange may have other channels. Those of ours are known to it by the application. */
async function listOurChannels(client: AriClient, application: string): Promise<Set<unknown>> {
  const answer = await client.send({ method: 'GET', path: ['applications', application] });
  expectAnswer(answer, [200, 404]);
  return new Set(asList(asFields(answer.body).channel_ids));
}

/** The bridges that were made over ARI. */
export async function listBridges(client: AriClient): Promise<string[]> {
  const answer = await client.send({ method: 'GET', path: ['bridges'] });
  expectAnswer(answer, [200]);
  const bridges = asList(answer.body).map(asFields);
  return bridges.flatMap((fields) => (fields.bridge_class === 'stasis' ? (readText(fields, 'id') ?? []) : []));
}

function stateOf(state: string): LiveCall['state'] {
  if (state === 'Up') return 'answered';
  return state === 'Ring' || state === 'Ringing' ? 'ringing' : 'dialing';
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
