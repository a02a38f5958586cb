import { loadSettings, type PrismaClient } from '@ringback/db';
import type { DeliveryClient } from '@ringback/delivery';
import type { Logger } from '@ringback/runtime';

import { createSettingsCache } from '../settings-cache.ts';
import { createHttpSenders, createLeadLoads } from './create-http-senders.ts';
import { createDeliverer, type Deliverer } from './deliverer.ts';

export type OpenDeliverer = Deliverer;

interface OpenDelivererDeps {
  prisma: PrismaClient;
  instanceId: string;
  client: DeliveryClient;
  perHost: () => number;
  now: () => Date;
  log: Logger;
}

/** The engine of forwards and notifications alone, without queues and letters: what benches and long tests run. */
export function openDeliverer({ prisma, client, ...deps }: OpenDelivererDeps): OpenDeliverer {
  const findSettings = createSettingsCache((widgetId, version) => loadSettings(prisma, widgetId, version));
  const files = { read: () => Promise.resolve(null) };
  const loads = createLeadLoads(prisma, findSettings);
  const senders = createHttpSenders({ client, files, findSettings, consoleUrl: null, now: deps.now }, loads);
  const email = () => Promise.reject(new Error('there is no mail server'));
  const noQueue = {
    add: () => Promise.resolve(),
    bull: () => {
      throw new Error('there are no queues');
    },
    close: () => Promise.resolve(),
  };
  const deliveryJobs = { email: noQueue, forward: noQueue, notification: noQueue };
  const { readAhead } = loads;
  return createDeliverer({ prisma, senders: { ...senders, email }, readAhead, deliveryJobs, ...deps });
}
