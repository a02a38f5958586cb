import { Fragment } from 'react';
import type { AttemptView } from '../../../src/api/lead-view.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatPhone } from '../format/format-phone.ts';
import type { Dictionary } from '../language/english.ts';
import type { Language } from '../language/language.ts';
import { useLanguage } from '../language/use-language.tsx';
import classes from './attempt-diagram.module.css';
import type { Lane } from './attempt-lanes.ts';
import { layOutAttempt } from './attempt-lanes.ts';

/** One lane for each leg, on one scale of time: when it rang, when somebody was there, when both talked. */
export function AttemptDiagram({ attempt, nowMs }: { attempt: AttemptView; nowMs: number }) {
  const { language, words } = useLanguage();
  const { lanes, ticks } = layOutAttempt(attempt, nowMs);
  return (
    <div className={classes.diagram} role="group" aria-label={words.attempts.diagram(attempt.number)}>
      {lanes.map((lane, index) => (
        <Fragment key={index}>
          <div className={classes.who}>
            {words.attempts[lane.leg.role]}
            <small>{formatPhone(lane.leg.number)}</small>
          </div>
          <Track lane={lane} />
          <div
            className={classes.result}
            data-testid="leg"
            data-role={lane.leg.role}
            data-disposition={lane.leg.disposition}
          >
            {describeLeg(lane, words, language)}
          </div>
        </Fragment>
      ))}
      <div className={classes.axis} aria-hidden="true">
        {ticks.map(({ seconds, left }) => (
          <span key={seconds} className={classes.tick} style={{ left: `${left}%` }}>
            {formatTick(seconds)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The lane's picture; the line below it says the same in words. */
function Track({ lane }: { lane: Lane }) {
  const { words } = useLanguage();
  return (
    <div className={classes.track} aria-hidden="true">
      {lane.spans.map((span, index) => (
        <span
          key={index}
          className={`${classes.span} ${lane.isOpen && index === lane.spans.length - 1 ? classes.open : ''}`}
          data-kind={span.kind}
          title={words.attempts[span.kind]}
          style={{ left: `${span.left}%`, width: `${span.width}%` }}
        />
      ))}
    </div>
  );
}

/** `1:05`. */
function formatTick(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function describeLeg({ leg, rangMs, answeredMs }: Lane, words: Dictionary, language: Language): string {
  if (leg.dialedAt === null && leg.disposition === null) return words.attempts.notDialled;
  return [
    leg.disposition === null ? words.attempts.inProgress : words.dispositions[leg.disposition],
    rangMs === null ? null : words.attempts.rang(formatDuration(rangMs, language)),
    answeredMs === null ? null : words.attempts.answered(formatDuration(answeredMs, language)),
    leg.code === null ? null : words.attempts.code(leg.code),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
