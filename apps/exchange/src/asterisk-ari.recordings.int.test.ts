import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';
import { createAsteriskAri, type Telephony, type TelephonyEvent } from '@ringback/telephony';
import { FakeAri } from '@ringback/telephony/fake-ari';

import { eventsOf } from './recordings/plan-replay.ts';
import { listRecordings, readRecording } from './recordings/recording.ts';

const log = createLogger('test', { level: 'silent' });
const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** The recording, which of its sockets, and what the driver makes of the events there. */
const EXPECTED = [
  [
    'both-answer-visitor-hangs-up',
    '',
    ['m answered', 'v answered', 'v ended answered 200 16', 'm ended answered 200 16'],
  ],
  [
    'both-answer-we-hang-up',
    '',
    ['m answered', 'v ringing', 'v answered', 'v ended answered 200 16', 'm ended answered 200 16'],
  ],
  ['hang-up-while-ringing', 'A', ['m ringing', 'm ended cancelled 487 26']],
  ['manager-busy', '', ['m ended busy 486 null']],
  ['manager-congestion', '', ['m ended failed 503 null']],
  [
    'manager-gives-up-while-visitor-rings',
    '',
    ['m answered', 'v ringing', 'm ended answered 200 16', 'v ended cancelled 487 16'],
  ],
  ['manager-no-answer', '', ['m ringing', 'm ended no-answer 487 19']],
  ['manager-presses-1', '', ['m answered', 'm pressed 1', 'm ended answered 200 16']],
  ['manager-rejects', '', ['m ended declined 603 21']],
  ['no-such-extension', '', ['m ended failed 720 null']],
  ['play-to-manager', '', ['m answered', 'm heard p1', 'm heard p2', 'm ended answered 200 16']],
  ['record-the-bridge', '', ['m answered', 'v answered', 'm ended answered 200 16', 'v ended answered 200 16']],
  ['same-channel-id-twice', '', ['m answered', 'm ended answered 200 16']],
  ['second-socket-replaces-first', 'A', ['m answered', 'replaced']],
  ['second-socket-replaces-first', 'B', ['m ended answered 200 16']],
  ['socket-lost-while-ringing', 'A', ['m ringing']],
  [
    'two-managers-first-answer-wins',
    'A',
    ['m1 ringing', 'm2 ringing', 'm2 answered', 'm1 ended cancelled 487 26', 'm2 ended answered 200 16'],
  ],
  ['visitor-busy-after-manager-answered', '', ['m answered', 'v ended busy 486 null', 'm ended answered 200 16']],
  ['visitor-no-answer', '', ['m answered', 'v ringing', 'v ended no-answer 487 19', 'm ended answered 200 16']],
  ['visitor-subscriber-absent', '', ['m answered', 'v ended unavailable 480 20', 'm ended answered 200 16']],
  ['visitor-unallocated-number', '', ['m answered', 'v ended failed 404 1', 'm ended answered 200 16']],
  ['websocket-lost-and-back', '', ['m answered', 'm ended answered 200 16']],
] as const;

/** Over SIP, between two ends of one Asterisk. */
const EXPECTED_OVER_A_TRUNK = [
  ['busy', ['m ended busy 486 17']],
  ['cancelled', ['m ringing', 'm ended cancelled 487 26']],
  ['carrier-fault', ['m ended failed 503 34']],
  ['declined', ['m ringing', 'm ended declined 603 21']],
  ['hangs-up', ['m ringing', 'm answered', 'm ended answered 200 16']],
  ['no-answer', ['m ringing', 'm ended no-answer 487 19']],
  ['no-such-number', ['m ended failed 404 1']],
  ['out-of-reach', ['m ended unavailable 480 19']],
  [
    'two-people-talk',
    ['m answered', 'v ringing', 'v answered', 'v pressed 1', 'v ended answered 200 16', 'm ended answered 200 16'],
  ],
] as const;

describe('asterisk-ari, told what a real Asterisk told', () => {
  it.each(EXPECTED)('understands %s %s', async (name, socket, expected) => {
    expect(await listen(eventsOf(readRecording(name), socket))).toEqual(expected);
  });

  it.each(EXPECTED_OVER_A_TRUNK)('understands %s over a trunk', async (name, expected) => {
    expect(await listen(eventsOf(readRecording(`over-a-trunk/${name}`), ''))).toEqual(expected);
  });

  it('has every recording over a trunk', () => {
    expect(EXPECTED_OVER_A_TRUNK.map(([name]) => name)).toEqual(listRecordings('over-a-trunk'));
  });

  it('has every recording with events', () => {
    const withEvents = listRecordings().filter((name) => readRecording(name).some(({ dir }) => dir === 'event'));

    expect([...new Set(EXPECTED.map(([name]) => name))]).toEqual(withEvents);
  });
});

/** Lets the driver hear recorded events; what it made of them, in short. */
async function listen(recorded: unknown[]): Promise<string[]> {
  const server = await FakeAri.listen();
  opened.push(() => server.close());
  const told: string[] = [];
  await new Promise<void>((resolve) => {
    const config = {
      url: server.url,
      username: 'a',
      password: 'b',
      application: 'rec',
      endpointTemplates: ['{number}'],
    };
    const telephony: Telephony = createAsteriskAri(
      config,
      {
        onEvent: (event) => {
          if (event.callId === LAST) resolve();
          else told.push(describeEvent(event));
        },
        onLink: (state) => {
          if (state === 'replaced') {
            told.push(state);
            resolve();
          }
          if (state === 'up') for (const event of [...recorded, LAST_EVENT]) server.say(event);
        },
      },
      log,
    );
    opened.push(() => telephony.close());
  });
  return told;
}

const LAST = 'the-last';
const LAST_EVENT = { type: 'StasisStart', channel: { id: LAST, state: 'Up' } };

function describeEvent(event: TelephonyEvent): string {
  switch (event.type) {
    case 'leg-ringing':
      return `${event.callId} ringing`;
    case 'leg-answered':
      return `${event.callId} answered`;
    case 'machine-detected':
      return `${event.callId} machine`;
    case 'key-pressed':
      return `${event.callId} pressed ${event.key}`;
    case 'prompt-finished':
      return `${event.callId} heard ${event.playbackId}`;
    case 'leg-ended':
      return `${event.callId} ended ${event.disposition} ${String(event.code)} ${String(event.cause)}`;
  }
}
