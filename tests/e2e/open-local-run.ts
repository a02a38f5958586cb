import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findFreePort } from '@ringback/embedded-servers';
import { createLocalRun, type LocalRun } from '@ringback/local';
import { createTestLogger, waitFor } from '@ringback/test-kit';

export const API_KEY = 'key-of-the-test';

export interface ApiLead {
  id: string;
  phone: string | null;
  visitorName: string | null;
  formName: string | null;
  fields: { name: string; value: string }[];
  utm: Record<string, string | null>;
  visit: Record<string, Record<string, string>>;
}

export interface TestLocalRun extends LocalRun {
  /** The leads of the demo account with this phone. */
  leadsOf: (phone: string) => Promise<ApiLead[]>;
  /** The only lead with this phone, once it is there. */
  leadOf: (phone: string) => Promise<ApiLead>;
  /** What the demo site's own handler got with this phone. */
  receivedOf: (phone: string) => Promise<{ method: string; fields: { name: string; value: string }[] }[]>;
}

/** A local run on free ports, with a data directory of its own. */
export async function openLocalRun(): Promise<TestLocalRun> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ringback-local-'));
  const [ingest, console, demo, exchange] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  const ports = { ingest, console, demo, exchange };
  const config = { ports, apiKey: API_KEY, dataDir, timeScale: 1, log: { level: 'silent' } };
  const local = await createLocalRun(config, createTestLogger(), () => {});

  const api = async (path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${API_KEY}` };
    return (await fetch(`${local.consoleUrl}/api/v1/${path}`, { headers })).json();
  };
  const leadsOf: TestLocalRun['leadsOf'] = async (phone) => {
    const { items } = (await api(`leads?phone=${encodeURIComponent(phone)}`)) as { items: { id: string }[] };
    return Promise.all(items.map(async ({ id }) => (await api(`leads/${id}`)) as ApiLead));
  };
  return {
    ...local,
    leadsOf,
    leadOf: async (phone) => {
      const leads = await waitFor(
        async () => {
          const found = await leadsOf(phone);
          return found.length > 0 && found;
        },
        { withinMs: 10_000 },
      );
      if (leads.length !== 1 || !leads[0]) throw new Error(`${leads.length} leads have the phone ${phone}`);
      return leads[0];
    },
    receivedOf: async (phone) => {
      const forms = (await (await fetch(`${local.demoUrl}/received`)).json()) as Awaited<
        ReturnType<TestLocalRun['receivedOf']>
      >;
      return forms.filter(({ fields }) => fields.some(({ value }) => value === phone));
    },
    close: async () => {
      await local.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
