export type { DeliveryEntry, DeliveryPage, DeliveryTryView, WebhookView } from '@ringback/db';
