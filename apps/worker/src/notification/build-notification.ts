import type { LeadView } from '@ringback/db';
import type { NotificationEvent } from '@ringback/scenario';

export interface Notification {
  headers: Record<string, string>;
  /** To be signed and sent byte for byte: another serialisation has another signature. */
  body: string;
}

/** What a client's webhook is told: the event, when it happened, and the lead as the API shows it. */
export function buildNotification(event: NotificationEvent, lead: LeadView, at: Date): Notification {
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: event, timestamp: at.toISOString(), data: { lead } }),
  };
}
