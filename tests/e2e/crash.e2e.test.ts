import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { findLead } from '@ringback/db';
import { formatStatus } from '@ringback/scenario';
import { waitFor } from '@ringback/test-kit';

import { openTestStand, type TestStand } from './test-stand.ts';
import { killWorkerProcesses, startWorkerProcess } from './worker-process.ts';

/** Where the worker dies by SIGKILL, and how the lead ends when another worker takes over. */
const MARKS = [
  { mark: 'before the manager is dialled', phone: '+79165550110' },
  { mark: 'after the manager is dialled', phone: '+79165550210' },
  { mark: 'before an answer is saved', phone: '+79165550310' },
  { mark: 'before the visitor is dialled', phone: '+79165550410' },
  { mark: 'after the visitor is dialled', phone: '+79165550510' },
  { mark: 'before an end is stored', phone: '+79165550610' },
  { mark: 'in mid talk', phone: '+79165550710' },
  { mark: 'before a letter', phone: '+79165550810' },
  { mark: 'after a letter', phone: '+79165550910' },
] as const;

describe('a worker killed with -9', () => {
  let stand: TestStand;
  let widget: string;
  beforeAll(async () => {
    // Talks last three seconds, longer than a worker needs to start.
    stand = await openTestStand({ timeScale: 3 });
    widget = await stand.addWidget({
      managerRingTimeoutSeconds: 5,
      visitorRingTimeoutSeconds: 5,
      retry: { intervalsSeconds: [1, 1] },
    });
  });
  afterEach(killWorkerProcesses);
  afterAll(() => stand.close());

  const submit = (phone: string, hash: string): Promise<string> =>
    stand.submit(hash, { name: 'Ivan', phone }, `&isSend&backUrl=${stand.site.url}/action`);

  const crashAndTakeOver = async (
    mark: string,
    phone: string,
    hash = widget,
  ): Promise<{ id: string; told: number; stop: () => Promise<void> }> => {
    const first = await startWorkerProcess(stand.workerConfig, mark);
    const id = await submit(phone, hash);
    expect(await first.ended).toBe('SIGKILL');
    const second = await startWorkerProcess(stand.workerConfig, mark.endsWith('without a claim') ? mark : 'none');
    const lead = await findLead(stand.db.prisma, { accountId: null }, id, 'en');
    return { id, told: lead?.timeline.length ?? 0, stop: second.stop };
  };

  it.each(MARKS)(
    '$mark leaves the lead to the next one',
    async ({ mark, phone }) => {
      const { id, told, stop } = await crashAndTakeOver(mark, phone);
      await stand.waitForLead(id, ({ timeline, state }) => state === 'finished' || timeline.length > told);
      const lead = await stand.waitForLead(
        id,
        ({ state, deliveries }) =>
          state === 'finished' && deliveries.every((delivery) => delivery.state === 'delivered'),
        30_000,
      );
      await stop();
      expect(lead.status && formatStatus(lead.status)).toBe('200/200');
      expect(ringsOf(stand, id)).toEqual([...new Set(ringsOf(stand, id))]);
      const letters = stand.mailbox.mails.filter(({ mail }) => mail.text?.includes(id));
      expect(new Set(letters.map(({ mail }) => mail.messageId)).size).toBe(1);
      const forwards = stand.site.requests.filter(({ body }) => body.includes(phone.slice(1)) && !body.startsWith('{'));
      expect(new Set(forwards.map(({ headers }) => headers['ringback-delivery-id'])).size).toBe(1);
      const notifications = stand.site.requests.filter(({ body }) => body.startsWith('{') && body.includes(id));
      expect(new Set(notifications.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    },
    60_000,
  );

  it('rings a phone twice in one attempt where dials are not claimed, so the witness would see it', async () => {
    // A busy phone has had its ring and is free again when the order is found undone.
    const busy = await stand.addWidget({
      offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+74950000001', lines: 50 }] }],
    });
    const mark = 'after the manager is dialled without a claim';
    const { id, stop } = await crashAndTakeOver(mark, '+79165551010', busy);
    await waitFor(() => new Set(ringsOf(stand, id)).size < ringsOf(stand, id).length, { withinMs: 15_000 });
    await stop();
  }, 60_000);
});

/** Attempt and number of every ring of a lead's phones: twice the same is a second ring in one attempt. */
function ringsOf(stand: TestStand, leadId: string): string[] {
  return stand.exchange
    .witness()
    .filter(({ kind, callId }) => kind === 'ring' && callId.startsWith(leadId))
    .map(({ callId, number }) => `${/-a(\d+)-[mv]\d+$/.exec(callId)?.[1]} ${number}`);
}
