import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Exchange } from '@ringback/exchange';
import { waitFor } from '@ringback/test-kit';

import { startExchange } from './test-stand.ts';

const CERTIFICATE = join(import.meta.dirname, 'tls/certificate.pem');
const KEY = join(import.meta.dirname, 'tls/key.pem');
const SCRIPT = join(import.meta.dirname, 'dial-over-tls.ts');

let exchange: Exchange;
let proxy: Server;
let child: ChildProcess;
let said: string[];

beforeEach(async () => {
  exchange = await startExchange(0.1);
  const port = Number(new URL(exchange.url).port);
  const [cert, key] = await Promise.all([readFile(CERTIFICATE), readFile(KEY)]);
  // Ends TLS, as Asterisk's own server with `tlsenable = yes` does.
  proxy = createServer({ cert, key }, (secure) => {
    const plain = connect(port, '127.0.0.1');
    secure.pipe(plain).pipe(secure);
    for (const one of [secure, plain]) one.on('error', () => one.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});

afterEach(async () => {
  child.disconnect();
  await once(child, 'exit');
  proxy.close();
  await exchange.close();
});

function dial(env: NodeJS.ProcessEnv): void {
  const { port } = proxy.address() as AddressInfo;
  child = spawn(process.execPath, [SCRIPT, `https://127.0.0.1:${port}`], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  said = [];
  child.on('message', (message) => said.push(JSON.stringify(message)));
}

describe('the ARI driver over TLS', () => {
  it('dials and hears when it trusts the certificate', async () => {
    dial({ NODE_EXTRA_CA_CERTS: CERTIFICATE });
    await waitFor(() => said.includes('"answered"') && said.includes('"trusted"'));
    expect(exchange.witness().map(({ kind, callId }) => [kind, callId])).toContainEqual(['answer', 'leg-1']);
  });

  it('says nothing, not even its password, to a server that it does not trust', async () => {
    dial({});
    await waitFor(() => said.length > 0);
    expect(said).toEqual(['"DEPTH_ZERO_SELF_SIGNED_CERT"']);
    expect(exchange.witness()).toEqual([]);
  });
});
