import { env } from 'node:process';

import { createLogger } from '@ringback/runtime';
import { createAsteriskAri } from '@ringback/telephony';
import { describeTelephonyContract, type ContractExchange } from '@ringback/telephony/contract';

import { startAriProxy } from './ari-proxy.ts';
import { CONTRACT_NUMBERS } from './contract-numbers.ts';

/** Of a real Asterisk with the dialplan of `docs/asterisk.md`, such as `http://ringback:password@127.0.0.1:8088`. */
const ASTERISK_URL = env['ASTERISK_URL'];
const ASTERISK_ENDPOINT = env['ASTERISK_ENDPOINT'] ?? 'Local/{number}@people';

const log = createLogger('contract', { level: 'silent' });

async function createContractExchange(address: string): Promise<ContractExchange> {
  const { origin, username, password } = new URL(address);
  const proxy = await startAriProxy(origin, 1);
  const config = { url: proxy.url, username, password, endpointTemplates: [ASTERISK_ENDPOINT] };
  return {
    connect: (handlers, application = 'first') =>
      createAsteriskAri({ ...config, application: `contract-${application}` }, handlers, log),
    damage: proxy.damage,
    cutLink: proxy.cutLinks,
    countRings: proxy.countRings,
    close: proxy.close,
  };
}

if (ASTERISK_URL === undefined) throw new Error('ASTERISK_URL is not set');
// What is set on the far side of a trunk stays there.
const machine = ASTERISK_ENDPOINT.startsWith('Local/') ? CONTRACT_NUMBERS.machine : null;
describeTelephonyContract('asterisk-ari to a real Asterisk', { ...CONTRACT_NUMBERS, machine }, () =>
  createContractExchange(ASTERISK_URL),
);
