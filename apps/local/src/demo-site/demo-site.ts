import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { promisify } from 'node:util';

import { Lifecycle, type Logger } from '@ringback/runtime';

import { buildSite } from './build-site.ts';
import { createMailbox, type Letter } from './mailbox.ts';
import { RecentRecords } from './recent-records.ts';

export interface DemoSiteConfig {
  host: string;
  port: number;
  ingestUrl: string;
  consoleUrl: string;
  widgetHash: string;
  /** `whsec_…`, what the widget's notifications are signed with. */
  webhookSecret: string;
  /** 0: any free port. */
  smtpPort: number;
}

export interface DemoSite {
  url: string;
  smtpUrl: string;
  close: () => Promise<void>;
}

/** The website of an imaginary client: forms to submit, and all the places where something arrives after that. */
export async function createDemoSite(config: DemoSiteConfig, log: Logger): Promise<DemoSite> {
  const lifecycle = new Lifecycle(log);
  try {
    const letters = new RecentRecords<Letter>();
    const mailbox = await createMailbox(config.smtpPort, letters, log);
    lifecycle.add('mailbox', mailbox, (open) => open.close());
    const server = createServer();
    server.listen(config.port, config.host);
    await once(server, 'listening');
    lifecycle.add('demo site', server, closeAtOnce);
    const url = addressOf(server, config.host);
    server.on('request', buildSite({ ...config, url }, letters, log));
    return { url, smtpUrl: mailbox.smtpUrl, close: () => lifecycle.close() };
  } catch (err) {
    await lifecycle.close();
    throw err;
  }
}

function closeAtOnce(server: Server): Promise<void> {
  const closed = promisify(server.close.bind(server))();
  // The pages of a browser poll, and would keep their connections.
  server.closeAllConnections();
  return closed;
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the demo site has no port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${String(address.port)}`;
}
