import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';

import { createExchange, type Exchange } from './app.ts';
import { ManualTimers } from './recordings/manual-timers.ts';
import { groupEvents, normalise } from './recordings/normalise.ts';
import { eventsOf, planReplay } from './recordings/plan-replay.ts';
import { listRecordings, readRecording, type RecordedLine } from './recordings/recording.ts';
import { ReplayClient } from './recordings/replay-client.ts';

const config = {
  http: { port: 0, host: '127.0.0.1' },
  ari: { username: 'ringback', password: 'secret' },
  timeScale: 1,
  keys: { accept: '1', cancel: '0' },
  log: { level: 'silent' },
};

const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.reverse()) await close();
  opened.length = 0;
});

/**
 * Compared: every status, body and event with all its fields, per channel, bridge, playback and recording in order.
 * Not compared: clock readings, and the order of events about different channels, which differs between the recordings
 * themselves.
 */
describe('the exchange, asked what a real Asterisk was asked', () => {
  it.each(listRecordings())('answers and tells the same: %s', async (name) => {
    const lines = readRecording(name);
    const { client, wrong } = await replay(lines);

    expect(wrong).toEqual([]);
    for (const label of client.labels()) {
      expect(groupEvents(client.heard(label))).toEqual(groupEvents(eventsOf(lines, label)));
    }
  });

  it('knows all of the recordings', () => {
    expect(listRecordings()).toHaveLength(24);
  });
});

async function replay(lines: RecordedLine[]): Promise<{ client: ReplayClient; wrong: unknown[] }> {
  const timers = new ManualTimers();
  const exchange: Exchange = await createExchange(config, createLogger('exchange', config.log), { timers });
  opened.push(() => exchange.close());
  const client = new ReplayClient(exchange.url, findApplication(lines));
  opened.push(() => {
    client.closeAll();
  });
  const wrong: unknown[] = [];
  for (const line of planReplay(lines)) {
    timers.advanceTo(line.at);
    if (line.dir === 'rest') {
      const answer = normalise(await client.send(line));
      const expected = normalise({ status: line.status, body: line.body });
      if (JSON.stringify(answer) !== JSON.stringify(expected)) wrong.push({ path: line.path, answer, expected });
    } else if (line.dir === 'note') await follow(line.text, client);
  }
  return { client, wrong };
}

async function follow(note: string, client: ReplayClient): Promise<void> {
  const [, label = '', action] = /^websocket (?:(\w) )?(open|closed)/.exec(note) ?? [];
  if (action === 'open') await client.open(label);
  if (action === 'closed') await client.close(label);
}

/** A recording's sockets listen to the application that its requests name. */
function findApplication(lines: RecordedLine[]): string {
  const paths = lines.flatMap((line) => (line.dir === 'rest' ? [line.path] : []));
  const named = paths.map((path) => new URL(path, 'http://exchange').searchParams.get('app'));
  return named.find((application) => application !== null) ?? 'none';
}
