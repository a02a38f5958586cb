import { describe, expect, it } from '@jest/globals';

import { ANNA, BORIS, buildLeadFacts } from './build-lead-facts.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';
import { describeTimelineEntry } from './sentences.ts';
import type { LegBehaviour } from './virtual-exchange.ts';

const answers: LegBehaviour = { does: 'answer', afterSeconds: 5, key: '1', keyAfterSeconds: 3, staysSeconds: 120 };
const visitor: LegBehaviour = { ...answers, key: null, staysSeconds: 30 };

const secondsOf = ({ calls }: Rehearsal): [number, string][] =>
  calls.map(({ at, number }) => [(at.getTime() - Date.parse('2026-11-20T10:00:00.000Z')) / 1000, number]);

describe('rehearse', () => {
  it('says who would be rung when, and how it would end', () => {
    const played = rehearse(buildLeadFacts(), { visitor, managers: [answers] });
    expect(secondsOf(played)).toEqual([
      [0, ANNA.number],
      [9, '+79160000000'],
    ]);
    expect(played.status).toEqual({ manager: 200, visitor: 200 });
    expect(played.timeline.map(({ entry }) => describeTimelineEntry(entry, 'en'))).toContain(
      'The visitor hung up after 30 s',
    );
  });

  it('gives each manager a behaviour, in the order of the settings', () => {
    const played = rehearse(buildLeadFacts(), { visitor, managers: [{ ...answers, does: 'decline' }, answers] });
    expect(secondsOf(played).map(([, number]) => number)).toEqual([ANNA.number, BORIS.number, '+79160000000']);
  });

  it('goes through all attempts, and through the night', () => {
    const busy = { ...visitor, does: 'be-busy' } as const;
    const evening = new Date('2026-11-20T18:00:00.000Z');
    const lead = buildLeadFacts({ schedule: {} }, { receivedAt: evening });
    const played = rehearse(lead, { visitor: busy, managers: [answers] });
    expect(played.calls).toHaveLength(6);
    expect(played.calls[0]?.at).toEqual(new Date('2026-11-23T06:00:00.000Z'));
    expect(played.status).toEqual({ manager: 200, visitor: 486 });
  });

  it.each([
    { does: 'not-answer', status: { manager: 200, visitor: 487 } },
    { does: 'decline', status: { manager: 200, visitor: 603 } },
    { does: 'be-unavailable', status: { manager: 200, visitor: 480 } },
    { does: 'fail', status: { manager: 200, visitor: 503 } },
    { does: 'be-a-machine', status: { manager: 200, visitor: 199 } },
  ] as const)('plays a visitor who would $does', ({ does, status }) => {
    expect(rehearse(buildLeadFacts(), { visitor: { ...visitor, does }, managers: [answers] }).status).toEqual(status);
  });

  it('comes to an end also for a manager who puts the call off for ever', () => {
    const postpones = { ...answers, key: buildLeadFacts().settings.briefing.postponeKey };
    const played = rehearse(buildLeadFacts(), { visitor, managers: [postpones] });
    expect(played.status).toEqual({ manager: 487, visitor: 0 });
  });
});
