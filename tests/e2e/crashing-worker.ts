/**
 * A worker in a process of its own that kills itself with SIGKILL at a mark, so that nothing of it can tidy up:
 * `node crashing-worker.ts '<WorkerConfig as JSON>' <mark>`. Sends `ready` to its parent once it takes jobs.
 */
import { saveTransition } from '@ringback/db';
import { createAddressGuard } from '@ringback/delivery';
import { createMailer } from '@ringback/letters';
import { createLogger } from '@ringback/runtime';
import { createAsteriskAri } from '@ringback/telephony';
import { createWorker, type WorkerConfig, type WorkerParts } from '@ringback/worker';

const [configText = '', mark = 'none'] = process.argv.slice(2);
const config = JSON.parse(configText) as WorkerConfig;
const log = createLogger('crashing-worker', { level: process.env['TEST_LOG'] ?? 'silent' });

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

const createTelephony: WorkerParts['createTelephony'] = (exchange, handlers) => {
  const telephony = createAsteriskAri(
    exchange,
    {
      ...handlers,
      onEvent: (event) => {
        if (mark === 'before an end is stored' && event.type === 'leg-ended') void die();
        else handlers.onEvent(event);
      },
    },
    log,
  );
  return {
    ...telephony,
    dial: async (request) => {
      const visitor = /-v\d+$/.test(request.callId);
      if (mark === 'before the manager is dialled' && !visitor) await die();
      if (mark === 'before the visitor is dialled' && visitor) await die();
      await telephony.dial(request);
      if (mark.startsWith('after the manager is dialled') && !visitor) await die();
      if (mark === 'after the visitor is dialled' && visitor) await die();
    },
    bridge: async (bridgeId, callIds) => {
      const bridged = await telephony.bridge(bridgeId, callIds);
      if (mark === 'in mid talk') await die();
      return bridged;
    },
  };
};

const parts: Partial<WorkerParts> = {
  addressGuard: createAddressGuard({ allowLoopback: true }),
  createTelephony,
  saveTransition: async (prisma, decision) => {
    if (
      mark === 'before an answer is saved' &&
      decision.transition.timeline.some(({ type }) => type === 'leg-answered')
    ) {
      await die();
    }
    return saveTransition(prisma, decision);
  },
  // As if the rule were not there: every dial is sent, whoever sent it before.
  ...(mark.endsWith('without a claim') && { claimDial: () => Promise.resolve('claimed' as const) }),
};
const mailer = createMailer({ smtpUrl: config.smtp.url });
parts.mailer = {
  ...mailer,
  send: async (message) => {
    if (mark === 'before a letter') await die();
    const sent = await mailer.send(message);
    if (mark === 'after a letter') await die();
    return sent;
  },
};

const worker = await createWorker(config, log, parts);
process.on('SIGTERM', () => {
  void worker.close().then(() => process.exit(0));
});
process.send?.('ready');
