import type { Readable } from 'node:stream';

import {
  askForRecordingAt,
  findRecordingsToFetch,
  keepRecording,
  type PrismaClient,
  type RecordingToFetch,
} from '@ringback/db';
import type { FileStore, NewFile } from '@ringback/files';
import type { Logger } from '@ringback/runtime';
import type { Telephony } from '@ringback/telephony';

export interface FetchRecordingsDeps {
  prisma: PrismaClient;
  exchange: string;
  telephony: Pick<Telephony, 'openRecording' | 'removeRecording'>;
  files: Pick<FileStore, 'begin'>;
  now: () => Date;
  log: Logger;
}

export interface FetchRecordings {
  /** Fetches what waits, in the background; while it does, another call does nothing. */
  begin: () => void;
  /** Resolves when nothing is being fetched. Never rejects. */
  ended: () => Promise<void>;
}

const LIMIT = 20;
const AGAIN_MS = 60_000;
const SOON_MS = 5000;

/** An exchange that has no recording so long after the talk will never have one, and one that removes none never will. */
const GIVEN_UP_AFTER_MS = 600_000;

/** Brings recordings of talks that are over from the exchange into the file store, one after the other. */
export function createFetchRecordings(deps: FetchRecordingsDeps): FetchRecordings {
  let running: Promise<void> | null = null;
  return {
    begin: () => {
      running ??= fetchAll(deps)
        .catch((err: unknown) => {
          deps.log.warn({ err }, 'recordings were not looked for');
        })
        .finally(() => {
          running = null;
        });
    },
    ended: async () => {
      await running;
    },
  };
}

async function fetchAll(deps: FetchRecordingsDeps): Promise<void> {
  const { prisma, exchange, now, log } = deps;
  for (const recording of await findRecordingsToFetch(prisma, exchange, now(), LIMIT)) {
    const { leadId, attempt, name } = recording;
    try {
      await fetchOne(deps, recording);
    } catch (err) {
      log.warn({ err, leadId, attempt }, 'recording was not fetched');
      await askForRecordingAt(prisma, name, new Date(now().getTime() + AGAIN_MS));
    }
  }
}

async function fetchOne(deps: FetchRecordingsDeps, recording: RecordingToFetch): Promise<void> {
  if (recording.isKept || (await bring(deps, recording))) await removeThere(deps, recording);
}

/** Whether the recording is in the file store now. */
async function bring(deps: FetchRecordingsDeps, recording: RecordingToFetch): Promise<boolean> {
  const { prisma, telephony, now, log } = deps;
  const { leadId, attempt, name } = recording;
  const opened = await telephony.openRecording(name);
  if (opened === 'live') {
    // The bridge is about to be removed. Others must not wait behind it.
    await askForRecordingAt(prisma, name, new Date(now().getTime() + SOON_MS));
    return false;
  }
  if (opened === null) {
    const isAskedAgain = await askAgain(deps, recording);
    if (!isAskedAgain) log.warn({ leadId, attempt }, 'exchange has no recording of a talk');
    return false;
  }
  const { key, bytes } = await keep(deps, opened);
  await keepRecording(prisma, { name, key, bytes });
  log.info({ leadId, attempt, bytes }, 'recording was kept');
  return true;
}

async function removeThere(deps: FetchRecordingsDeps, recording: RecordingToFetch): Promise<void> {
  const { prisma, telephony, log } = deps;
  const { leadId, attempt, name } = recording;
  try {
    await telephony.removeRecording(name);
    await askForRecordingAt(prisma, name, null);
  } catch (err) {
    log.warn({ err, leadId, attempt }, 'recording stays at the exchange, too');
    await askAgain(deps, recording);
  }
}

/** False when the exchange has been asked for long enough. */
async function askAgain({ prisma, now }: FetchRecordingsDeps, recording: RecordingToFetch): Promise<boolean> {
  const { name, talkEndedAt } = recording;
  const isLate = now().getTime() - talkEndedAt.getTime() > GIVEN_UP_AFTER_MS;
  await askForRecordingAt(prisma, name, isLate ? null : new Date(now().getTime() + AGAIN_MS));
  return !isLate;
}

async function keep({ files }: FetchRecordingsDeps, content: Readable): Promise<{ key: string; bytes: number }> {
  // Destroyed unread, it says so with an error.
  content.on('error', () => {});
  let file: NewFile | null = null;
  try {
    file = await files.begin();
    let bytes = 0;
    for await (const chunk of content as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      await file.write(chunk);
    }
    return { key: await file.keep(), bytes };
  } finally {
    content.destroy();
    await file?.discard();
  }
}
