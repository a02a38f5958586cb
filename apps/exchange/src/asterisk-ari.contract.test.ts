import { createLogger } from '@ringback/runtime';
import { createAsteriskAri } from '@ringback/telephony';
import { describeTelephonyContract, type ContractExchange } from '@ringback/telephony/contract';

import { createExchange } from './app.ts';

const NUMBERS = {
  answers: '+79000000010',
  key: '1',
  patient: 'manager',
  busy: '+79000000001',
  noAnswer: '+79000000002',
  declines: '+79000000003',
  noSuchNumber: '+79000000004',
  unavailable: '+79000000005',
  carrierFault: '+79000000006',
  hangsUp: '+79000000007',
  machine: '+79000000008',
};

const log = createLogger('contract', { level: 'silent' });
const credentials = { username: 'ringback', password: 'secret' };

async function createContractExchange(endpointTemplate: string): Promise<ContractExchange> {
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
  const config = { url: exchange.url, ...credentials, application: 'contract', endpointTemplate };
  return {
    connect: (handlers) => createAsteriskAri(config, handlers, log),
    cutLink: exchange.dropSockets,
    countRings: (id) => exchange.witness().filter(({ kind, callId }) => kind === 'ring' && callId === id).length,
    close: exchange.close,
  };
}

describeTelephonyContract('asterisk-ari over a trunk', NUMBERS, () => createContractExchange('PJSIP/{number}@trunk'));
describeTelephonyContract('asterisk-ari over a dialplan', NUMBERS, () =>
  createContractExchange('Local/{number}@people'),
);
