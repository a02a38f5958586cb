import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestLogger } from '@ringback/test-kit';

import { NOW, openTestWidget, secondsLater, type TestWidget } from '../open-test-widget.ts';
import { storeLead } from '../store-lead.ts';
import { FakeTelephony } from './fake-telephony.ts';
import { repeatPrompts } from './repeat-prompts.ts';

let widget: TestWidget;
let telephony: FakeTelephony;
beforeAll(async () => {
  widget = await openTestWidget();
});
beforeEach(async () => {
  await widget.db.prisma.lead.deleteMany();
  telephony = new FakeTelephony();
});
afterAll(() => widget.close());

/** A manager who is told what the call is about. Answers the id of their leg. */
async function storeBriefing({ playbackId = '', status = 'briefing', doneAt = NOW as Date | null }): Promise<string> {
  const { leadId, managerCallId: callId } = await storeLead(widget);
  const id = playbackId === '' ? `${callId}-p2` : playbackId;
  const document = { status, managerCallId: callId, playbackId: `${callId}-p2` };
  await widget.db.prisma.scenario.update({ where: { leadId }, data: { document } });
  const payload = { callId, playbackId: id, exchange: 'ringback', text: 'A form.', language: 'en' };
  await widget.db.prisma.effect.create({
    data: { id: `${leadId}-e`, leadId, type: 'play-prompt', payload, createdAt: NOW, doneAt },
  });
  return callId;
}

const run = (): Promise<void> =>
  repeatPrompts({
    prisma: widget.db.prisma,
    exchange: 'ringback',
    telephony,
    now: () => secondsLater(5),
    log: createTestLogger(),
  });

describe('repeatPrompts', () => {
  it('says again what a manager is being told', async () => {
    const callId = await storeBriefing({});
    await run();
    expect(telephony.orders).toEqual([`play ${callId}-p2 to ${callId}`]);
  });

  it.each([
    ['was said before it', { playbackId: 'an-earlier-one' }],
    ['is said to nobody any more', { status: 'talking' }],
    ['has not been ordered yet', { doneAt: null }],
    ['was ordered since', { doneAt: secondsLater(6) }],
  ])('does not say what %s', async (_, prompt) => {
    await storeBriefing(prompt);
    await run();
    expect(telephony.orders).toEqual([]);
  });
});
