import { describe, expect, it } from '@jest/globals';
import type { LegView } from '../../../src/api/lead-view.ts';
import { layOutAttempt } from './attempt-lanes.ts';

const startMs = Date.parse('2026-11-23T10:00:00Z');

function second(seconds: number): string {
  return new Date(startMs + seconds * 1000).toISOString();
}

function buildLeg(leg: Partial<LegView>): LegView {
  return {
    role: 'manager',
    number: '101',
    disposition: 'answered',
    code: 200,
    dialedAt: second(0),
    answeredAt: null,
    endedAt: null,
    ...leg,
  };
}

function layOut(legs: LegView[], endedSecond: number | null = 100, nowSecond = 100) {
  const endedAt = endedSecond === null ? null : second(endedSecond);
  return layOutAttempt({ number: 1, startedAt: second(0), endedAt, status: null, legs }, startMs + nowSecond * 1000);
}

describe('layOutAttempt', () => {
  it('shows a leg that nobody answered as ringing alone', () => {
    const { lanes } = layOut([buildLeg({ disposition: 'no-answer', dialedAt: second(10), endedAt: second(40) })]);
    expect(lanes[0]).toMatchObject({
      spans: [{ kind: 'ringing', left: 10, width: 30 }],
      rangMs: 30_000,
      answeredMs: null,
    });
  });

  it('shows talking where the answered legs of manager and visitor overlap', () => {
    const { lanes } = layOut([
      buildLeg({ answeredAt: second(10), endedAt: second(100) }),
      buildLeg({ role: 'visitor', dialedAt: second(20), answeredAt: second(40), endedAt: second(90) }),
    ]);
    expect(lanes.map((lane) => lane.spans)).toEqual([
      [
        { kind: 'ringing', left: 0, width: 10 },
        { kind: 'waiting', left: 10, width: 30 },
        { kind: 'talking', left: 40, width: 50 },
        { kind: 'waiting', left: 90, width: 10 },
      ],
      [
        { kind: 'ringing', left: 20, width: 20 },
        { kind: 'talking', left: 40, width: 50 },
      ],
    ]);
  });

  it('shows nobody talking to a machine', () => {
    const { lanes } = layOut([
      buildLeg({ answeredAt: second(10), endedAt: second(60) }),
      buildLeg({ role: 'visitor', disposition: 'machine', answeredAt: second(40), endedAt: second(60) }),
    ]);
    expect(lanes.flatMap((lane) => lane.spans.map((span) => span.kind))).not.toContain('talking');
  });

  it('lets a living leg grow until now', () => {
    const { lanes, durationMs } = layOut(
      [buildLeg({ disposition: null, code: null, answeredAt: second(5) })],
      null,
      20,
    );
    expect(durationMs).toBe(20_000);
    expect(lanes[0]).toMatchObject({ isOpen: true, answeredMs: 15_000 });
    expect(lanes[0]?.spans.at(-1)).toEqual({ kind: 'waiting', left: 25, width: 75 });
  });

  it('has an empty lane for a leg that is not dialled yet', () => {
    const { lanes } = layOut([buildLeg({ disposition: null, code: null, dialedAt: null })], null, 20);
    expect(lanes[0]).toMatchObject({ spans: [], rangMs: null, answeredMs: null, isOpen: false });
  });

  it('keeps every span on the scale when the clock of the reader is behind the clock of the server', () => {
    const { lanes } = layOut([buildLeg({ disposition: null, answeredAt: second(5) })], null, -3600);
    for (const { left, width } of lanes[0]?.spans ?? []) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(100);
    }
  });

  it('marks round seconds, six steps at most, and none at the very end', () => {
    expect(layOut([], 24).ticks.map((tick) => tick.seconds)).toEqual([0, 5, 10, 15, 20]);
    expect(layOut([], 91).ticks.map((tick) => tick.seconds)).toEqual([0, 30, 60]);
    expect(layOut([], 86_400).ticks.length).toBeLessThanOrEqual(7);
  });
});
