import { createHash } from 'node:crypto';

import type { NewDelivery } from '@ringback/db';
import {
  isSuccess,
  officeOf,
  type LetterKind,
  type NotificationEvent,
  type ScenarioState,
  type Transition,
  type WidgetSettings,
} from '@ringback/scenario';

export interface DeliveryFacts {
  leadId: string;
  version: number;
  settings: WidgetSettings;
  isSend: boolean;
  backUrl: string | null;
  /** Before the decision. */
  state: ScenarioState;
}

/** What goes out because of a decision. The ids are derived, so the same decision never makes a second letter. */
export function planDeliveries(facts: DeliveryFacts, transition: Transition): NewDelivery[] {
  const { next } = transition;
  return transition.effects.flatMap((effect) => {
    if (effect.type !== 'notify') return [];
    const planned = [...plannedFor(effect.event, facts, next)];
    return planned.map((delivery) => ({ ...delivery, id: deliveryId(facts, delivery) }));
  });
}

function* plannedFor(
  event: NotificationEvent,
  { settings, isSend, backUrl, state }: DeliveryFacts,
  next: ScenarioState,
): Generator<Omit<NewDelivery, 'id'>> {
  if (event === 'lead.accepted') {
    for (const target of findReaders('submission', settings, next, next)) {
      yield { kind: 'email', event: 'submission', target };
    }
    if (isSend && backUrl !== null) yield { kind: 'forward', event: 'submission', target: backUrl };
  }
  for (const { url, events } of settings.webhooks) {
    if (events.includes(event)) yield { kind: 'notification', event, target: url };
  }
  if (event !== 'call.finished') return;
  for (const target of findReaders('status', settings, state, next)) yield { kind: 'email', event, target };
}

/** Who gets the letter of this kind, each address once. */
function findReaders(
  letter: LetterKind,
  { letters, offices }: WidgetSettings,
  held: ScenarioState,
  next: ScenarioState,
): Set<string> {
  // A submission has succeeded when a call will follow.
  const success = next.status === 'finished' ? isSuccess(next.result) : letter === 'submission';
  const office = offices[officeOf(held)]?.name;
  const readers = letters.recipients.filter(
    (one) =>
      one.letter === letter &&
      (one.when === 'all' || (one.when === 'success') === success) &&
      (one.office === null || one.office === office),
  );
  return new Set(readers.map(({ to }) => to));
}

function deliveryId({ leadId, version }: DeliveryFacts, { kind, event, target }: Omit<NewDelivery, 'id'>): string {
  // A submission's deliveries and the final ones exist once in a lead's life; `call.started` once for each attempt.
  const occasion = event === 'call.started' ? version : 0;
  const digest = createHash('sha256').update([leadId, kind, event, target, occasion].join('\n')).digest('hex');
  // RFC 9562: version 8 is for ids of one's own making.
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
}
