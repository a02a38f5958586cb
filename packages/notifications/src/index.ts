export { buildNotificationRequest, type NotificationRequest } from './build-notification-request.ts';
export type { NotifiedLead } from './notified-lead.ts';
export { buildSampleView } from './sample-view.ts';
