import { createLogger } from '@ringback/runtime';
import { createAsteriskAri } from '@ringback/telephony';
import { describeTelephonyContract, type ContractExchange } from '@ringback/telephony/contract';

import { createExchange } from './app.ts';
import { CONTRACT_NUMBERS } from './contract-numbers.ts';

const log = createLogger('contract', { level: 'silent' });
const credentials = { username: 'ringback', password: 'secret' };

async function createContractExchange(template: string): Promise<ContractExchange> {
  const exchange = await createExchange(
    {
      http: { port: 0, host: '127.0.0.1' },
      ari: credentials,
      timeScale: 0.2,
      keys: { accept: '1', cancel: '0' },
      log: { level: 'silent' },
    },
    log,
  );
  const config = { url: exchange.url, ...credentials, endpointTemplates: [template] };
  return {
    connect: (handlers, application = 'first') => createAsteriskAri({ ...config, application }, handlers, log),
    damage: exchange.damage,
    cutLink: exchange.dropSockets,
    countRings: (id) => exchange.witness().filter(({ kind, callId }) => kind === 'ring' && callId === id).length,
    close: exchange.close,
  };
}

describeTelephonyContract('asterisk-ari over a trunk', CONTRACT_NUMBERS, () =>
  createContractExchange('PJSIP/{number}@trunk'),
);
describeTelephonyContract('asterisk-ari over a dialplan', CONTRACT_NUMBERS, () =>
  createContractExchange('Local/{number}@people'),
);
