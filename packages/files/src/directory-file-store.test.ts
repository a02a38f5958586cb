import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { createDirectoryFileStore } from './directory-file-store.ts';
import type { FileStore } from './file-store.ts';

const NOW = new Date('2026-11-23T10:00:00.000Z');
const LATER = new Date('2027-01-01T10:00:00.000Z');
const CONTENT = Buffer.from('%PDF-1.7\0\r\n\xff', 'latin1');

let dir: string;
let store: FileStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ringback-files-'));
  store = createDirectoryFileStore(dir, () => NOW);
  await store.prepare();
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function keepFile(...chunks: Buffer[]): Promise<string> {
  const file = await store.begin();
  for (const chunk of chunks) await file.write(chunk);
  return file.keep();
}

describe('createDirectoryFileStore', () => {
  it('gives back what was kept, whole and as a stream', async () => {
    const key = await keepFile(CONTENT, CONTENT);
    const whole = Buffer.concat([CONTENT, CONTENT]);

    const opened = await store.open(key);

    expect(await store.read(key)).toEqual(whole);
    expect(opened?.bytes).toBe(whole.length);
    expect(opened && (await buffer(opened.read()))).toEqual(whole);
  });

  it('gives a part of a file, both ends included', async () => {
    const opened = await store.open(await keepFile(Buffer.from('0123456789')));
    expect(opened && (await text(opened.read({ start: 2, end: 4 })))).toBe('234');
  });

  it('keeps an empty file', async () => {
    expect(await store.read(await keepFile())).toEqual(Buffer.alloc(0));
  });

  it('shows a file under its key only when all of it is there', async () => {
    const file = await store.begin();
    await file.write(CONTENT);
    expect(await readdir(dir)).toEqual(['incoming']);

    const key = await file.keep();
    expect(key).toMatch(/^2026-11-23\/[0-9a-f-]{36}$/);
    expect(await readdir(join(dir, 'incoming'))).toEqual([]);
  });

  it('lets nobody else on the machine read a file', async () => {
    const { mode } = await stat(join(dir, await keepFile(CONTENT)));
    expect(mode & 0o777).toBe(0o600);
  });

  it('leaves nothing of a file that is discarded, however often', async () => {
    const file = await store.begin();
    await file.write(CONTENT);
    await file.discard();
    await file.discard();
    expect(await readdir(join(dir, 'incoming'))).toEqual([]);
  });

  it('does not take back a file that was kept', async () => {
    const file = await store.begin();
    const key = await file.keep();
    await file.discard();
    expect(await store.read(key)).not.toBeNull();
  });

  it('has nothing under a key that was never given', async () => {
    const key = '2026-11-23/00000000-0000-4000-8000-000000000000';
    expect(await store.read(key)).toBeNull();
    expect(await store.open(key)).toBeNull();
  });

  it('removes a file, once or twice', async () => {
    const [gone, other] = [await keepFile(CONTENT), await keepFile(CONTENT)];
    await store.remove(gone);
    await store.remove(gone);
    expect(await store.read(gone)).toBeNull();
    expect(await store.read(other)).toEqual(CONTENT);
  });

  it.each(['', '../../etc/passwd', '2026-11-23/../../x', '/etc/passwd', 'incoming/x', '2026-11-23/x\0'])(
    'takes no other text for a key: %j',
    async (key) => {
      await expect(store.open(key)).rejects.toThrow(RangeError);
    },
  );

  it('says at the start that it cannot keep files', async () => {
    await writeFile(join(dir, 'file'), '');
    await expect(createDirectoryFileStore(join(dir, 'file'), () => NOW).prepare()).rejects.toThrow('ENOTDIR');
  });
});

describe('sweep', () => {
  const findNone = (): Promise<Set<string>> => Promise.resolve(new Set());

  it('removes old files that nobody knows, and the days that they leave empty', async () => {
    const [known, unknown] = [await keepFile(CONTENT), await keepFile(CONTENT)];

    expect(await store.sweep({ now: LATER, findKnown: () => Promise.resolve(new Set([known])) })).toBe(1);
    expect(await store.read(known)).toEqual(CONTENT);
    expect(await store.read(unknown)).toBeNull();

    expect(await store.sweep({ now: LATER, findKnown: findNone })).toBe(1);
    expect(await readdir(dir)).toEqual(['incoming']);
  });

  it('leaves young files alone: their lead may be on its way', async () => {
    await keepFile(CONTENT);
    const file = await store.begin();
    await file.write(CONTENT);
    expect(await store.sweep({ now: new Date(), findKnown: findNone })).toBe(0);
    await file.discard();
  });

  it('removes what was begun and left', async () => {
    const file = await store.begin();
    await file.write(CONTENT);
    const [name = ''] = await readdir(join(dir, 'incoming'));
    await utimes(join(dir, 'incoming', name), NOW, NOW);

    expect(await store.sweep({ now: LATER, findKnown: findNone })).toBe(1);
    expect(await readdir(join(dir, 'incoming'))).toEqual([]);
    await file.discard();
  });

  it('finds nothing to do where nothing was ever kept', async () => {
    const empty = createDirectoryFileStore(join(dir, 'none'), () => NOW);
    expect(await empty.sweep({ now: LATER, findKnown: findNone })).toBe(0);
  });
});
