import { defineDeliveryQueue } from './delivery-job.ts';

export const emailQueue = defineDeliveryQueue('email', 8);
