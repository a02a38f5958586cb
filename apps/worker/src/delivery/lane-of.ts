import type { ClaimedDelivery } from '@ringback/db';

/**
 * What a delivery waits behind: the same host, for the same account. One client's dead path on a host that many share
 * holds up nobody else; letters go by the mail account of their widget.
 */
export function laneOf({ kind, target, accountId, widgetId }: ClaimedDelivery): string {
  if (kind === 'email') return `letters ${widgetId}`;
  // A relative address of a form stands on a site of the widget.
  return `${accountId} ${URL.parse(target)?.host ?? widgetId}`;
}
