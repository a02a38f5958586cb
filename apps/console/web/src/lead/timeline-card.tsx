import { Fragment } from 'react';
import type { LeadView } from '../../../src/api/lead-view.ts';
import { formatDay, isSameDay } from '../format/format-time.ts';
import { Moment } from '../format/moment.tsx';
import { useLanguage } from '../language/use-language.tsx';
import cardClasses from './card.module.css';
import { Card } from './card.tsx';
import classes from './timeline-card.module.css';

export function TimelineCard({ lead }: { lead: LeadView }) {
  const { language, words } = useLanguage();
  const startsNewDay = (index: number) => {
    const before = lead.timeline[index - 1]?.at ?? lead.receivedAt;
    return !isSameDay(new Date(before), new Date(lead.timeline[index]?.at ?? before));
  };
  return (
    <Card title={words.lead.timeline} testId="timeline">
      {lead.timeline.length === 0 && <p className={cardClasses.quiet}>{words.lead.noTimeline}</p>}
      <ol className={classes.list}>
        {lead.timeline.map((event, index) => (
          <Fragment key={index}>
            {startsNewDay(index) && <li className={classes.day}>{formatDay(new Date(event.at), language)}</li>}
            <li className={classes.event} data-testid="timeline-event" data-type={event.type}>
              <span className={classes.at}>
                <Moment at={event.at} as="clock" />
              </span>
              <span className={classes.text}>{event.text}</span>
            </li>
          </Fragment>
        ))}
      </ol>
    </Card>
  );
}
