import type { AttemptView, LeadView } from '../../../src/api/lead-view.ts';
import { Moment } from '../format/moment.tsx';
import { StatusBadge } from '../format/status-badge.tsx';
import { pairTone } from '../format/status-tone.ts';
import { useLanguage } from '../language/use-language.tsx';
import diagramClasses from './attempt-diagram.module.css';
import { AttemptDiagram } from './attempt-diagram.tsx';
import classes from './attempts-card.module.css';
import cardClasses from './card.module.css';
import { Card } from './card.tsx';
import { useNow } from './use-now.ts';

const spanKinds = ['ringing', 'waiting', 'talking'] as const;

export function AttemptsCard({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  const nowMs = useNow(lead.attempts.some((attempt) => attempt.endedAt === null));
  return (
    <Card title={words.lead.attempts} testId="attempts">
      {lead.attempts.length === 0 && <p className={cardClasses.quiet}>{words.lead.noAttempts}</p>}
      {lead.attempts.map((attempt) => (
        <Attempt key={attempt.number} attempt={attempt} nowMs={nowMs} />
      ))}
      {lead.attempts.length > 0 && (
        <ul className={diagramClasses.keys} aria-hidden="true">
          {spanKinds.map((kind) => (
            <li key={kind} className={diagramClasses.key} data-kind={kind}>
              {words.attempts[kind]}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Attempt({ attempt, nowMs }: { attempt: AttemptView; nowMs: number }) {
  const { words } = useLanguage();
  return (
    <div className={classes.attempt} data-testid="attempt" data-attempt={attempt.number}>
      <div className={classes.top}>
        <h3 className={classes.number}>{words.attempts.attempt(attempt.number)}</h3>
        <span className={classes.when}>
          <Moment at={attempt.startedAt} as="clock" />
        </span>
        {attempt.status && (
          <StatusBadge
            tone={pairTone(attempt.status)}
            testId="attempt-status"
            title={`${attempt.status.manager}/${attempt.status.visitor}`}
          >
            {attempt.status.text}
          </StatusBadge>
        )}
      </div>
      <AttemptDiagram attempt={attempt} nowMs={nowMs} />
    </div>
  );
}
