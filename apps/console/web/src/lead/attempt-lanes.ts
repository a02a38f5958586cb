import type { AttemptView, LegView } from '../../../src/api/lead-view.ts';

/** A stretch of a leg, in percent of the attempt's width. `talking` is where manager and visitor hear each other. */
export interface Span {
  kind: 'ringing' | 'waiting' | 'talking';
  left: number;
  width: number;
}

export interface Lane {
  leg: LegView;
  spans: Span[];
  rangMs: number | null;
  answeredMs: number | null;
  /** The leg is alive: its last span grows. */
  isOpen: boolean;
}

export interface AttemptLanes {
  lanes: Lane[];
  ticks: { left: number; seconds: number }[];
  durationMs: number;
}

interface Interval {
  from: number;
  to: number;
}

const shortestMs = 1_000;
const mostTicks = 6;
const lastTickAt = 97;
const stepsSeconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** Lays the legs of one attempt on a common scale of time. `nowMs` ends what is still going on. */
export function layOutAttempt(attempt: AttemptView, nowMs: number): AttemptLanes {
  const startMs = Math.min(Date.parse(attempt.startedAt), ...attempt.legs.flatMap((leg) => momentsOf(leg)));
  const endMs = Math.max(startMs + shortestMs, endOf(attempt, nowMs));
  const scale = { startMs, durationMs: endMs - startMs };
  const talks = talkingIntervals(attempt.legs, endMs);
  return {
    lanes: attempt.legs.map((leg) => layOutLeg(leg, talks, scale, endMs)),
    ticks: layOutTicks(scale.durationMs),
    durationMs: scale.durationMs,
  };
}

function momentsOf(leg: LegView): number[] {
  return [leg.dialedAt, leg.answeredAt, leg.endedAt].filter((at) => at !== null).map((at) => Date.parse(at));
}

/** Never before the last thing that happened: the clock of the reader may be behind the clock of the server. */
function endOf(attempt: AttemptView, nowMs: number): number {
  const endedMs = attempt.endedAt === null ? nowMs : Date.parse(attempt.endedAt);
  return Math.max(endedMs, ...attempt.legs.flatMap((leg) => momentsOf(leg)));
}

function layOutLeg(
  leg: LegView,
  talks: Interval[],
  scale: { startMs: number; durationMs: number },
  openEndMs: number,
): Lane {
  const answered = answeredInterval(leg, openEndMs);
  const ringing = ringingInterval(leg, openEndMs);
  const toSpan = (kind: Span['kind'], { from, to }: Interval): Span => ({
    kind,
    left: ((from - scale.startMs) / scale.durationMs) * 100,
    width: ((to - from) / scale.durationMs) * 100,
  });
  const spans = [
    ...(ringing ? [toSpan('ringing', ringing)] : []),
    ...(answered ? split(answered, talks).map(({ kind, ...interval }) => toSpan(kind, interval)) : []),
  ];
  return {
    leg,
    spans: spans.filter((span) => span.width > 0),
    rangMs: ringing && ringing.to - ringing.from,
    answeredMs: answered && answered.to - answered.from,
    isOpen: leg.dialedAt !== null && leg.endedAt === null,
  };
}

function ringingInterval(leg: LegView, openEndMs: number): Interval | null {
  if (leg.dialedAt === null) return null;
  const end = leg.answeredAt ?? leg.endedAt;
  return { from: Date.parse(leg.dialedAt), to: end === null ? openEndMs : Date.parse(end) };
}

function answeredInterval(leg: LegView, openEndMs: number): Interval | null {
  if (leg.answeredAt === null) return null;
  return { from: Date.parse(leg.answeredAt), to: leg.endedAt === null ? openEndMs : Date.parse(leg.endedAt) };
}

/** Where a manager's answered leg and a visitor's answered leg overlap. A machine on a leg is nobody to talk to. */
function talkingIntervals(legs: LegView[], openEndMs: number): Interval[] {
  const answeredBy = (role: LegView['role']) =>
    legs
      .filter((leg) => leg.role === role && (leg.disposition === 'answered' || leg.disposition === null))
      .map((leg) => answeredInterval(leg, openEndMs))
      .filter((interval) => interval !== null);
  const visitors = answeredBy('visitor');
  return answeredBy('manager')
    .flatMap((one) =>
      visitors.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })),
    )
    .filter(({ from, to }) => to > from);
}

function split(whole: Interval, talks: Interval[]): (Interval & { kind: 'waiting' | 'talking' })[] {
  const talk = talks.find(({ from, to }) => from < whole.to && to > whole.from);
  if (!talk) return [{ kind: 'waiting', ...whole }];
  const from = Math.max(talk.from, whole.from);
  const to = Math.min(talk.to, whole.to);
  return [
    { kind: 'waiting', from: whole.from, to: from },
    { kind: 'talking', from, to },
    { kind: 'waiting', from: to, to: whole.to },
  ];
}

/** Round seconds at even distances; none so near to the end that its label would stand out. */
function layOutTicks(durationMs: number): AttemptLanes['ticks'] {
  const seconds = durationMs / 1000;
  const step = stepsSeconds.find((candidate) => seconds / candidate <= mostTicks) ?? Math.ceil(seconds / mostTicks);
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => ({
    seconds: index * step,
    left: ((index * step) / seconds) * 100,
  })).filter(({ left }) => left <= lastTickAt);
}
