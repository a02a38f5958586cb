import { defineDeliveryQueue } from './delivery-job.ts';

export const notificationQueue = defineDeliveryQueue('notification', 16);
