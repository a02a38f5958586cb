import { describe, expect, it } from '@jest/globals';

import { briefing, buildLeadFacts, dialingManager, MANAGER_CALL } from './build-lead-facts.ts';
import { transition } from './transition.ts';
import type { LeadFacts, ScenarioState, Transition } from './types.ts';

const AT = new Date('2026-11-20T10:00:20.000Z');
const lead = buildLeadFacts({}, { comment: 'in the evening', source: 'yandex' });
const POSTPONE = lead.settings.briefing.postponeKey;
const INFO = lead.settings.briefing.infoKey;

function press(key: string, state: ScenarioState = briefing, facts: LeadFacts = lead): Transition {
  return transition(state, { type: 'key-pressed', callId: MANAGER_CALL, key }, facts, AT);
}

function finishPrompt(state: ScenarioState, facts: LeadFacts = lead): Transition {
  const playbackId = state.status === 'briefing' ? state.playbackId : '';
  return transition(state, { type: 'prompt-finished', callId: MANAGER_CALL, playbackId }, facts, AT);
}

describe('the postpone key', () => {
  it('lets the manager go and calls again after the time of the widget', () => {
    const { next, effects, timeline } = press(POSTPONE);
    expect(next).toMatchObject({ status: 'scheduled', attempt: 2, timerAt: '2026-11-20T10:10:20.000Z' });
    expect(effects).toEqual([{ exchange: 'ringback', type: 'hang-up', callId: MANAGER_CALL, reason: 'normal' }]);
    expect(timeline[0]).toEqual({ type: 'manager-postponed', key: POSTPONE, minutes: 10 });
  });

  it('takes no interval of the list', () => {
    expect(press(POSTPONE).next).toMatchObject({ retries: 0, postponed: 1 });
    const none = buildLeadFacts({ retry: { intervalsSeconds: [] } });
    expect(press(POSTPONE, briefing, none).next.status).toBe('scheduled');
  });

  it('puts a call off five times at most', () => {
    const often = { ...briefing, postponed: 5 };
    expect(press(POSTPONE, often).next).toBe(often);
  });
});

describe('the key for more information', () => {
  it('speaks what else is known, and gives the time anew', () => {
    const { next, effects, timeline } = press(INFO);
    expect(next).toMatchObject({ status: 'briefing', informed: 1, timerAt: '2026-11-20T10:00:50.000Z' });
    expect(effects).toMatchObject([
      { type: 'play-prompt', playbackId: `${MANAGER_CALL}-i1`, text: 'Ivan.\nin the evening.\nyandex.' },
    ]);
    expect(timeline).toEqual([{ type: 'manager-informed', key: INFO }]);
  });

  it('is followed by the text of the widget, which is no repetition', () => {
    const { next, effects } = finishPrompt(press(INFO).next);
    expect(next).toMatchObject({ spoken: 1, informed: 1 });
    expect(effects).toMatchObject([{ type: 'play-prompt', playbackId: `${MANAGER_CALL}-p1-1` }]);
  });

  it('is not deceived by the end of the text that it has cut off', () => {
    const { next } = press(INFO);
    const cutOff = { type: 'prompt-finished', callId: MANAGER_CALL, playbackId: briefing.playbackId } as const;
    expect(transition(next, cutOff, lead, AT).next).toBe(next);
  });

  it('answers three times at most', () => {
    const often = { ...briefing, informed: 3 };
    expect(press(INFO, often).next).toBe(often);
  });
});

describe('a call that accepts itself after the repeats', () => {
  const byItself = buildLeadFacts({ briefing: { acceptBy: 'repeats', repeats: 2 } });

  it('dials the visitor when the text was spoken as often as the widget says', () => {
    const second = finishPrompt(briefing, byItself).next;
    expect(second).toMatchObject({ status: 'briefing', spoken: 2 });
    expect(finishPrompt(second, byItself).next.status).toBe('dialing-visitor');
  });

  it('takes the keys meanwhile', () => {
    expect(press('1', briefing, byItself).next.status).toBe('dialing-visitor');
    expect(press('0', briefing, byItself).next.status).toBe('finished');
  });
});

describe('a manager behind a switchboard', () => {
  const anna = { name: 'Anna', number: '+74950000001', extension: { digits: '123', delaySeconds: 2 } };
  const behind = buildLeadFacts({ offices: [{ name: 'Sales', managers: [anna] }] });
  const answered = transition(dialingManager, { type: 'leg-answered', callId: MANAGER_CALL }, behind, AT);

  it('is put through by the extension after the delay', () => {
    expect(answered.effects).toEqual([
      { exchange: 'ringback', type: 'send-digits', callId: MANAGER_CALL, digits: '123', afterSeconds: 2 },
    ]);
    expect(answered.next).toMatchObject({ status: 'dialing-extension', timerAt: '2026-11-20T10:00:22.900Z' });
  });

  it('is spoken to when the extension has been dialled', () => {
    const event = { type: 'timer-due', timerAt: '2026-11-20T10:00:22.900Z', dialed: true } as const;
    const { next, effects } = transition(answered.next, event, behind, new Date(event.timerAt));
    expect(next).toMatchObject({ status: 'briefing', managerCallId: MANAGER_CALL });
    expect(effects).toMatchObject([{ type: 'play-prompt' }]);
  });

  it('is not taken for somebody who pressed a key before the extension was dialled', () => {
    const event = { type: 'key-pressed', callId: MANAGER_CALL, key: '1' } as const;
    expect(transition(answered.next, event, behind, AT).next).toBe(answered.next);
    expect(transition(dialingManager, event, behind, AT).next).toBe(dialingManager);
  });
});
