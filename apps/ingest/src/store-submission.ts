import { randomUUID } from 'node:crypto';

import {
  createGroupCommit,
  type ClaimSubmissions,
  type JobQueue,
  type Seal,
  type SubmissionsJob,
} from '@ringback/queue';
import { within, type Logger } from '@ringback/runtime';
import type { AcceptedForm } from '@ringback/submission';

/** Where submissions go while the queue store is away. */
export interface Inbox {
  claim: ClaimSubmissions;
  write: (entries: { leadId: string; receivedAt: Date; sealed: string }[]) => Promise<void>;
}

export interface StoreSubmissionDeps {
  submissions: JobQueue<SubmissionsJob>;
  claim: ClaimSubmissions;
  /** Workers find what was claimed, so that nothing has to wait for the claim; it must be sent before the job. */
  claimsAreNoted: boolean;
  /** Null where the queues themselves are in Postgres: there is nothing to fall back to. */
  inbox: Inbox | null;
  seal: Seal;
  /** Off: one job for each submission. */
  grouping: boolean;
  /** Hears of every group that was stored. */
  onGroup: (submissions: number, store: 'queue' | 'inbox') => void;
  log: Logger;
}

/** Stores a submission durably. Resolves with its id: that of an equal submission of the last minute, else its own. */
export type StoreSubmission = (accepted: AcceptedForm) => Promise<string>;

const MAX_ITEMS = 64;
const MAX_BYTES = 256 * 1024;

/** A queue store in health answers in a few milliseconds. The inbox has what is left of the sender's patience. */
const QUEUE_WITHIN_MS = 130;

/** One: two at once make smaller groups, and what a group costs weighs more than the wait for the store. */
const MAX_WRITES = 1;

/** A write that takes longer is in trouble, and those behind it do not wait for its end. */
const PATIENCE_MS = 30;

export function createStoreSubmission(deps: StoreSubmissionDeps): StoreSubmission {
  return createGroupCommit({
    write: (group) => storeGroup(deps, group),
    bytesOf: sizeOf,
    maxItems: deps.grouping ? MAX_ITEMS : 1,
    maxBytes: MAX_BYTES,
    maxWrites: MAX_WRITES,
    patienceMs: PATIENCE_MS,
  });
}

async function storeGroup(deps: StoreSubmissionDeps, group: AcceptedForm[]): Promise<string[]> {
  // Kept outside, so that an id that was chosen stays chosen when the queue fails after it.
  const chosen: { ids: string[] | null } = { ids: null };
  const toQueue = async (): Promise<string[]> => {
    const claimed = deps.claim(group).then((ids) => (chosen.ids = ids));
    const job = deps.claimsAreNoted ? group : underIds(group, await claimed);
    const added = deps.submissions.add('persist', buildJob(deps.seal, job), { jobId: `g-${randomUUID()}` });
    // Both: what was claimed counts for the inbox, too, should the queue fail.
    await Promise.allSettled([claimed, added]);
    await added;
    const ids = await claimed;
    deps.onGroup(group.length, 'queue');
    // One line for the group: writing lines is among the dearest things that ingest does.
    deps.log.info({ leadIds: ids }, 'submissions stored');
    return ids;
  };
  const { inbox, log } = deps;
  const queued = toQueue();
  if (!inbox) return queued;
  return within(QUEUE_WITHIN_MS, queued).catch(async (err: unknown) => {
    log.warn({ err, submissions: group.length }, 'queue store is away: submissions go to the inbox');
    const inboxed = toInbox(deps.seal, inbox, group, chosen.ids).then((ids) => {
      deps.onGroup(group.length, 'inbox');
      log.info({ leadIds: ids }, 'submissions stored in the inbox');
      return ids;
    });
    // A queue that is only slow may still be the first. What both have stored becomes one lead.
    return Promise.any([inboxed, queued]);
  });
}

async function toInbox(seal: Seal, inbox: Inbox, group: AcceptedForm[], chosen: string[] | null): Promise<string[]> {
  const ids = chosen ?? (await inbox.claim(group));
  const entries = underIds(group, ids).map((accepted) => ({
    leadId: accepted.leadId,
    receivedAt: new Date(accepted.receivedAt),
    sealed: seal.seal(JSON.stringify([accepted])),
  }));
  await inbox.write(entries);
  return ids;
}

function underIds(group: AcceptedForm[], ids: string[]): AcceptedForm[] {
  return group.map((accepted, index) => {
    const leadId = ids[index] ?? accepted.leadId;
    return leadId === accepted.leadId ? accepted : { ...accepted, leadId };
  });
}

function buildJob(seal: Seal, group: AcceptedForm[]): SubmissionsJob {
  return {
    leadIds: group.map(({ leadId }) => leadId),
    widgetHashes: [...new Set(group.flatMap(({ form: { widgetHash } }) => widgetHash ?? []))],
    sealed: seal.seal(JSON.stringify(group)),
  };
}

/** About: what is large in a form is its fields. */
function sizeOf({ form, files = [] }: AcceptedForm): number {
  return 1024 + files.length * 512 + form.packedFields.length;
}
