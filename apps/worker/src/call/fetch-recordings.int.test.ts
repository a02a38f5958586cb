import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addRecording, claimDial, findKnownFileKeys, recordLegEvents } from '@ringback/db';
import { createDirectoryFileStore, type FileStore } from '@ringback/files';
import { createTestLogger } from '@ringback/test-kit';

import { NOW, openTestWidget, secondsLater, type TestWidget } from '../open-test-widget.ts';
import { storeLead } from '../store-lead.ts';
import { createFetchRecordings } from './fetch-recordings.ts';

const SOUND = Buffer.from('RIFF....WAVE and what was said');

let widget: TestWidget;
let dir: string;
let files: FileStore;
let removed: string[];
let removes: boolean;
beforeAll(async () => {
  widget = await openTestWidget();
  dir = await mkdtemp(join(tmpdir(), 'ringback-recordings-'));
  files = createDirectoryFileStore(dir, () => NOW);
  await files.prepare();
});
beforeEach(async () => {
  await widget.db.prisma.lead.deleteMany();
  removed = [];
  removes = true;
});
afterAll(async () => {
  await widget.close();
  await rm(dir, { recursive: true });
});

/** A talk of a lead that is recorded; answers the recording's name. */
async function record({ isOver = true } = {}): Promise<string> {
  const { prisma } = widget.db;
  const { leadId, managerCallId: callId } = await storeLead(widget);
  await claimDial(prisma, { callId, role: 'manager', number: '+74950000001', lines: 50 }, 'one', NOW);
  const name = `${leadId}-a1-b-r`;
  await addRecording(prisma, { leadId, attempt: 1, exchange: 'one', name }, NOW);
  const end = { type: 'leg-ended', callId, disposition: 'answered', code: 200, cause: 16, answeredAt: null } as const;
  if (isOver) await recordLegEvents(prisma, [{ event: end, at: NOW }]);
  return name;
}

async function fetchAll(give: () => Readable | 'live' | null, at = NOW, exchange = 'one'): Promise<void> {
  const telephony = {
    openRecording: () => Promise.resolve(give()),
    removeRecording: (name: string) => {
      if (removes) removed.push(name);
      return removes ? Promise.resolve() : Promise.reject(new Error('the exchange removes nothing'));
    },
  };
  const log = createTestLogger();
  const recordings = createFetchRecordings({
    prisma: widget.db.prisma,
    exchange,
    telephony,
    files,
    now: () => at,
    log,
  });
  recordings.begin();
  await recordings.ended();
}

const find = (name: string) => widget.db.prisma.recording.findUniqueOrThrow({ where: { name } });

describe('createFetchRecordings', () => {
  it('keeps the recording of a talk that is over, and removes it at the exchange', async () => {
    const name = await record();
    await fetchAll(() => Readable.from([SOUND.subarray(0, 9), SOUND.subarray(9)]));
    const { key, bytes, fetchAt } = await find(name);
    expect(await files.read(key ?? '')).toEqual(SOUND);
    expect({ bytes, fetchAt, removed }).toEqual({ bytes: SOUND.length, fetchAt: null, removed: [name] });
    expect(await findKnownFileKeys(widget.db.prisma, [key ?? '', '2026-11-20/x'])).toEqual(new Set([key]));
  });

  it('goes on removing what it has kept, for ten minutes, and keeps it once', async () => {
    const name = await record();
    removes = false;
    await fetchAll(() => Readable.from([SOUND]));
    const { key } = await find(name);
    expect(await find(name)).toMatchObject({ bytes: SOUND.length, fetchAt: secondsLater(60) });
    removes = true;
    const ask = (): never => {
      throw new Error('the exchange was asked');
    };
    await fetchAll(ask, secondsLater(60));
    expect(await find(name)).toMatchObject({ key, fetchAt: null });
    expect(removed).toEqual([name]);

    const other = await record();
    removes = false;
    await fetchAll(() => Readable.from([SOUND]), secondsLater(601));
    expect(await find(other)).toMatchObject({ bytes: SOUND.length, fetchAt: null });
  });

  it('leaves a talk alone that goes on', async () => {
    const name = await record({ isOver: false });
    await fetchAll(() => {
      throw new Error('the exchange was asked');
    });
    expect(await find(name)).toMatchObject({ key: null, fetchAt: NOW });
  });

  it('asks no other exchange', async () => {
    await record();
    const ask = (): never => {
      throw new Error('the exchange was asked');
    };
    await fetchAll(ask, secondsLater(3600), 'two');
    expect(await widget.db.prisma.recording.findMany()).toMatchObject([{ key: null, fetchAt: NOW }]);
  });

  it('does not keep half a recording, and fetches it a minute later', async () => {
    const name = await record();
    await fetchAll(() => Readable.from(half()));
    expect(await find(name)).toMatchObject({ key: null, fetchAt: secondsLater(60) });
    await fetchAll(() => Readable.from([SOUND]), secondsLater(59));
    expect((await find(name)).key).toBeNull();
    await fetchAll(() => Readable.from([SOUND]), secondsLater(60));
    expect((await find(name)).bytes).toBe(SOUND.length);
  });

  it('asks an exchange that has nothing for ten minutes, then takes the recording for lost', async () => {
    const name = await record();
    await fetchAll(() => null, secondsLater(600));
    expect(await find(name)).toMatchObject({ key: null, fetchAt: secondsLater(660) });
    await fetchAll(() => null, secondsLater(660));
    expect(await find(name)).toMatchObject({ key: null, fetchAt: null });
    expect(removed).toEqual([]);
  });
});

async function* half(): AsyncGenerator<Buffer> {
  await Promise.resolve();
  yield SOUND.subarray(0, 9);
  throw new Error('the connection was cut');
}
