/**
 * Dials one phone and says how it goes: `node dial-over-tls.ts <url>`. A process of its own, because Node reads the
 * certificates that it trusts when it starts.
 */
import { createLogger } from '@ringback/runtime';
import { createAsteriskAri } from '@ringback/telephony';

const [url = ''] = process.argv.slice(2);
const credentials = { username: 'ringback', password: 'exchange' };
const config = { url, ...credentials, application: 'ringback', endpointTemplates: ['PJSIP/{number}@trunk'] };
const log = createLogger('dial-over-tls', { level: 'silent' });

const telephony = createAsteriskAri(
  config,
  {
    onEvent: ({ type }) => {
      if (type === 'leg-answered') process.send?.('answered');
    },
    onLink: (link) => {
      if (link === 'up') void telephony.dial({ callId: 'leg-1', number: '+79000000010', ringTimeoutSeconds: 20 });
    },
  },
  log,
);
telephony.listLiveCalls().then(
  () => process.send?.('trusted'),
  (err: unknown) => process.send?.(String((err as Error & { cause?: { code?: string } }).cause?.code)),
);
process.on('disconnect', () => void telephony.close());
