import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { replayDelivery, type DeliveryItem } from '../api/delivery-api.ts';
import { describeDeliveryError } from '../format/delivery-error.ts';
import { Moment } from '../format/moment.tsx';
import { StatusBadge } from '../format/status-badge.tsx';
import { useLanguage } from '../language/use-language.tsx';
import { deliveryTones } from '../lead/delivery-tones.ts';
import classes from './deliveries-page.module.css';

/** One delivery, and on demand all that is known of its tries. */
export function DeliveryRow({ delivery }: { delivery: DeliveryItem }) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () => replayDelivery(delivery.id, language),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
  const { kind, event, target, state, widgetName, tries, nextAttemptAt } = delivery;
  return (
    <div className={classes.row} data-testid="delivery-row" data-state={state} data-delivery-id={delivery.id}>
      <div className={classes.top}>
        <div className={classes.what}>
          <Link to={`/leads/${delivery.leadId}`}>{words.deliveries[kind]}</Link> · {words.deliveries.events[event]} ·{' '}
          {widgetName}
          <div className={classes.quiet}>
            {target} · <Moment at={delivery.createdAt} />
            {nextAttemptAt !== null && tries.length > 0 && (
              <>
                {' · '}
                {words.deliveries.nextTry} <Moment at={nextAttemptAt} />
              </>
            )}
          </div>
        </div>
        <StatusBadge tone={deliveryTones[state]} testId="delivery-state">
          {words.deliveries[state]}
        </StatusBadge>
        <Button size="compact-sm" variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
          {words.deliveries.replay}
        </Button>
      </div>
      {tries.length > 0 && (
        <details>
          <summary className={classes.quiet}>
            {words.deliveries.tries}: {tries.length}
          </summary>
          <ol className={classes.tries}>
            {tries.map((one, index) => (
              <Try key={index} one={one} />
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

function Try({ one }: { one: DeliveryItem['tries'][number] }) {
  const { language, words } = useLanguage();
  const { method, address, responseStatus, firstByteMs, durationMs, error, answer } = one;
  const firstByte = firstByteMs === null ? null : `${words.deliveries.firstByte} ${firstByteMs} ms`;
  const facts = [method, address, responseStatus, firstByte, `${words.deliveries.took} ${durationMs} ms`];
  return (
    <li>
      <Moment at={one.at} as="full" /> · {facts.filter((fact) => fact !== null).join(' · ')}
      {error !== null && <div>{describeDeliveryError(error, language)}</div>}
      {answer !== null && answer !== '' && <pre className={classes.answer}>{answer}</pre>}
    </li>
  );
}
