export type { DeliveryEntry, DeliveryPage, WebhookView } from '@ringback/db';
