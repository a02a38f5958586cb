import type { DeliveryView } from '../../../src/api/lead-view.ts';
import { describeDeliveryError } from '../format/delivery-error.ts';
import { formatDuration } from '../format/format-duration.ts';
import { Moment } from '../format/moment.tsx';
import { StatusBadge } from '../format/status-badge.tsx';
import { WebLink } from '../format/web-link.tsx';
import { useLanguage } from '../language/use-language.tsx';
import cardClasses from './card.module.css';
import { Card } from './card.tsx';
import classes from './deliveries-card.module.css';
import { deliveryTones } from './delivery-tones.ts';

export function DeliveriesCard({ deliveries }: { deliveries: DeliveryView[] }) {
  const { words } = useLanguage();
  return (
    <Card title={words.lead.deliveries} testId="deliveries">
      {deliveries.length === 0 && <p className={cardClasses.quiet}>{words.lead.noDeliveries}</p>}
      {deliveries.map((delivery) => (
        <Delivery key={delivery.id} delivery={delivery} />
      ))}
    </Card>
  );
}

function Delivery({ delivery }: { delivery: DeliveryView }) {
  const { words } = useLanguage();
  return (
    <div className={classes.delivery} data-testid="delivery" data-kind={delivery.kind} data-state={delivery.state}>
      <div className={classes.top}>
        <div>
          <h3 className={classes.kind}>{words.deliveries[delivery.kind]}</h3>
          <span className={classes.target}>
            <WebLink text={delivery.target} />
          </span>
        </div>
        <StatusBadge tone={deliveryTones[delivery.state]} testId="delivery-state">
          {words.deliveries[delivery.state]}
        </StatusBadge>
      </div>
      {delivery.attempts.length === 0 ? (
        <p className={cardClasses.quiet}>
          {delivery.state === 'pending' ? words.deliveries.noTries : words.deliveries.notSent}
        </p>
      ) : (
        <ol className={classes.tries} aria-label={words.deliveries.tries}>
          {delivery.attempts.map((attempt, index) => (
            <Try key={index} attempt={attempt} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Try({ attempt }: { attempt: DeliveryView['attempts'][number] }) {
  const { language, words } = useLanguage();
  return (
    <li className={classes.try} data-testid="delivery-try">
      <span className={classes.quiet}>
        <Moment at={attempt.at} as="clock" />
      </span>
      <span className={classes.answer} title={words.deliveries.answer}>
        {attempt.responseStatus ?? (attempt.error === null ? 'OK' : words.deliveries.noAnswer)}
      </span>
      <span className={`${classes.quiet} ${classes.words}`}>
        {attempt.error === null ? words.deliveries.ok : describeDeliveryError(attempt.error, language)}
      </span>
      <span className={classes.quiet} title={words.deliveries.took}>
        {formatDuration(attempt.durationMs, language)}
      </span>
    </li>
  );
}
