import { defineDeliveryQueue } from './delivery-job.ts';

export const forwardQueue = defineDeliveryQueue('forward', 16);
