import { randomUUID } from 'node:crypto';

import { createDatabase, endLease, renewLease, type Database } from '@ringback/db';
import { createAddressGuard, createDeliveryClient } from '@ringback/delivery';
import type { Lifecycle, Logger } from '@ringback/runtime';
import { openDeliverer, type OpenDeliverer } from '@ringback/worker';

import { startMeasured, type MeasuredProcess } from '../measured/start-measured.ts';
import { seedWidgets } from '../seed-widgets.ts';
import { openPostgres, type BenchPostgres } from '../stores.ts';
import { WEBHOOK_SECRET } from './sample-body.ts';

/** A database, a receiver and a dead host, each in a process of its own; the engine runs in this one. */
export interface Stand {
  postgres: BenchPostgres;
  db: Database;
  receiver: MeasuredProcess;
  deadHost: MeasuredProcess;
  /** A worker's engine; `perHost` connections to one host. */
  openEngine: (perHost: number) => Promise<OpenDeliverer>;
}

/** A dead host holds a try for so long. */
const HEADERS_WITHIN_MS = 3000;
const LEASE_SECONDS = 3600;

export async function openStand(lifecycle: Lifecycle, log: Logger): Promise<Stand> {
  const start = async (name: string, script: string): Promise<MeasuredProcess> =>
    lifecycle.add(name, await startMeasured(new URL(script, import.meta.url), {}), (p) => p.close());
  const postgres = await openPostgres(lifecycle, log);
  const receiver = await start('receiver', '../lead/http-sink.ts');
  const deadHost = await start('dead host', 'dead-host.ts');
  const webhooks = [receiver, deadHost].map(({ url }) => ({
    url: `${url}/webhook`,
    events: ['lead.accepted'],
    secrets: [WEBHOOK_SECRET],
    scheduleSeconds: [0, 3600],
  }));
  await seedWidgets(postgres.url, { count: 1, settings: { webhooks } }, log);
  const db = lifecycle.add('database', createDatabase({ url: postgres.url, poolSize: 12 }, log), (d) => d.close());
  const openEngine = async (perHost: number): Promise<OpenDeliverer> => {
    const instanceId = randomUUID();
    const now = (): Date => new Date();
    await renewLease(db.prisma, instanceId, now(), LEASE_SECONDS);
    const guard = createAddressGuard({ allowLoopback: true });
    const client = createDeliveryClient({ guard, timeouts: { headersWithinMs: HEADERS_WITHIN_MS } });
    const engine = openDeliverer({ prisma: db.prisma, instanceId, client, perHost: () => perHost, now, log });
    return {
      ...engine,
      close: async () => {
        await engine.close();
        await client.close();
        await endLease(db.prisma, instanceId);
      },
    };
  };
  return { postgres, db, receiver, deadHost, openEngine };
}

/** Leads with a notification each for these webhooks, due now. Answers the ids of the deliveries. */
export async function planDeliveries(
  { postgres }: Stand,
  leads: number,
  perLead: number,
  targets: string[],
): Promise<string[]> {
  const { client } = postgres;
  await client.query('TRUNCATE leads CASCADE');
  await client.query('TRUNCATE silent_hosts');
  await client.query(
    `INSERT INTO leads (id, account_id, widget_id, settings_version, received_at, phone, visitor_name, form_name, fields,
       recognised, utm, visit, charset, is_send, response_method, is_redirect)
     SELECT gen_random_uuid(), w.account_id, w.id, w.settings_version, now(), '+79' || lpad(n::text, 9, '0'), 'Ivan', 'Order',
       '[{"name":"name","value":"Ivan"},{"name":"tel","value":"8 900 000-00-10"}]', '{}', '{}', '{}', 'utf-8', false,
       'POST', false
     FROM widgets w, generate_series(1, $1) n`,
    [leads],
  );
  await client.query(
    `INSERT INTO scenarios (lead_id, widget_id, phone, version, state, document, status_manager, status_visitor)
     SELECT id, widget_id, phone, 1, 'accepted', '{"status":"accepted"}', 1, 0 FROM leads`,
  );
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO deliveries (id, lead_id, kind, event, target, state, created_at, next_attempt_at)
     SELECT gen_random_uuid(), l.id, 'notification', 'lead.accepted', target, 'pending', now(), now()
     FROM leads l, generate_series(1, $1), unnest($2::text[]) target RETURNING id`,
    [perLead, targets],
  );
  await client.query('ANALYZE');
  return rows.map(({ id }) => id);
}
