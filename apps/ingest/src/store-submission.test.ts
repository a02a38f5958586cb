import { randomBytes, randomUUID } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import { createSeal, type SubmissionsJob } from '@ringback/queue';
import { createLogger } from '@ringback/runtime';
import { packForm, parseForm, type AcceptedForm } from '@ringback/submission';

import { createStoreSubmission, type StoreSubmission } from './store-submission.ts';

const seal = createSeal(randomBytes(32).toString('base64'));
const form = packForm(
  parseForm({ query: '', contentType: 'application/x-www-form-urlencoded', body: Buffer.from('phone=1') }),
);

function buildAccepted(digest = randomUUID() as string): AcceptedForm {
  return {
    leadId: randomUUID(),
    digest,
    receivedAt: '2026-11-20T10:00:00.000Z',
    widgetId: 'widget',
    accountId: 'account',
    settingsVersion: 1,
    ip: '192.0.2.1',
    userAgent: null,
    origin: null,
    referer: null,
    form,
  };
}

const away = (): Promise<never> => Promise.reject(new Error('away'));

/** Claims, queue and inbox that remember, until they are told to be away. */
function openStores({ claimsAreNoted }: { claimsAreNoted: boolean }): {
  store: StoreSubmission;
  away: Set<'claims' | 'queue' | 'inbox'>;
  queued: string[];
  inboxed: string[];
} {
  const gone = new Set<'claims' | 'queue' | 'inbox'>();
  const queued: string[] = [];
  const inboxed: string[] = [];
  const openClaims = (): ((entries: AcceptedForm[]) => Promise<string[]>) => {
    const claims = new Map<string, string>();
    return (entries) =>
      Promise.resolve(
        entries.map(({ digest, leadId }) => {
          if (!claims.has(digest)) claims.set(digest, leadId);
          return claims.get(digest) ?? leadId;
        }),
      );
  };
  const [claims, inboxClaims] = [openClaims(), openClaims()];
  const store = createStoreSubmission({
    submissions: {
      add: (_name: string, job: SubmissionsJob) =>
        gone.has('queue') ? away() : Promise.resolve(void queued.push(...job.leadIds)),
      bull: () => {
        throw new Error('no board here');
      },
      close: () => Promise.resolve(),
    },
    claim: (entries) => (gone.has('claims') ? away() : claims(entries as AcceptedForm[])),
    claimsAreNoted,
    inbox: {
      claim: (entries) => inboxClaims(entries as AcceptedForm[]),
      write: (entries) =>
        gone.has('inbox') ? away() : Promise.resolve(void inboxed.push(...entries.map(({ leadId }) => leadId))),
    },
    seal,
    grouping: true,
    onGroup: () => {},
    log: createLogger('test', { level: 'silent' }),
  });
  return { store, away: gone, queued, inboxed };
}

describe.each([{ claimsAreNoted: false }, { claimsAreNoted: true }])('storeSubmission, $claimsAreNoted', (claims) => {
  it('stores under the id of an equal submission, and stores it all the same', async () => {
    const { store, queued } = openStores(claims);
    const [first, second] = [buildAccepted('same'), buildAccepted('same')];
    expect(await store(first)).toBe(first.leadId);
    expect(await store(second)).toBe(first.leadId);
    // Workers learn from the notes of the claims what the second is.
    expect(queued).toEqual([first.leadId, claims.claimsAreNoted ? second.leadId : first.leadId]);
  });

  it('puts into the inbox what the queue did not take, under the id that was chosen before', async () => {
    const { store, away: gone, inboxed } = openStores(claims);
    const [first, second] = [buildAccepted('same'), buildAccepted('same')];
    await store(first);
    gone.add('queue');
    expect(await store(second)).toBe(first.leadId);
    expect(inboxed).toEqual([first.leadId]);
  });

  it('lets the inbox choose the id where the claims are away', async () => {
    const { store, away: gone, inboxed } = openStores(claims);
    gone.add('claims');
    const [first, second] = [buildAccepted('same'), buildAccepted('same')];
    expect(await Promise.all([store(first), store(second)])).toEqual([first.leadId, first.leadId]);
    expect(inboxed).toEqual([first.leadId, first.leadId]);
  });

  it('fails where both are away, and stores what is sent again then', async () => {
    const { store, away: gone, queued } = openStores(claims);
    gone.add('queue').add('inbox');
    const [first, again] = [buildAccepted('same'), buildAccepted('same')];
    await expect(store(first)).rejects.toThrow();
    gone.clear();
    expect(await store(again)).toBe(first.leadId);
    expect(queued).toEqual([claims.claimsAreNoted ? again.leadId : first.leadId]);
  });
});
