import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createDirectoryFileStore, type FileStore } from '@ringback/files';
import { createLogger } from '@ringback/runtime';
import { DEFAULT_RECOGNISE_SETTINGS, understandForm, type AcceptedSubmission } from '@ringback/submission';

import { createIngestServer, type IngestServerDeps } from './app.ts';
import type { IngestWidget } from './ingest-widget.ts';

export const WIDGET_HASH = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

function buildWidget(overrides: Partial<IngestWidget> = {}): IngestWidget {
  return {
    id: 'widget-1',
    accountId: 'account-1',
    hash: WIDGET_HASH,
    name: 'Demo',
    enabled: true,
    settingsVersion: 3,
    sites: ['site.example', '*.site.example', 'localhost:3300'],
    language: 'en',
    thankYouUrl: null,
    answerPages: {},
    recognise: DEFAULT_RECOGNISE_SETTINGS,
    files: { maxCount: 2, maxBytes: 400_000 },
    formsPerMinute: 0,
    ...overrides,
  };
}

export interface TestIngest {
  url: string;
  /** What was handed to the queue, oldest first, understood as a worker does. */
  kept: AcceptedSubmission[];
  files: FileStore;
  /** Everything in the file store, kept or on its way. */
  listFiles: () => Promise<string[]>;
  /** Sends bytes as they are and resolves with everything that came back until the other side closed. */
  sendRaw: (bytes: string | Buffer) => Promise<string>;
  close: () => Promise<void>;
}

/** Ingest on a free port, with one widget and a queue that remembers. */
export async function openTestIngest(
  overrides: Partial<IngestServerDeps> & { widget?: Partial<IngestWidget>; trustProxyHops?: number } = {},
): Promise<TestIngest> {
  const log = createLogger('ingest', { level: 'silent' });
  const filesDir = await mkdtemp(join(tmpdir(), 'ringback-ingest-'));
  const files = createDirectoryFileStore(filesDir, () => new Date());
  await files.prepare();
  const kept: AcceptedSubmission[] = [];
  const widget = buildWidget(overrides.widget);
  const deps: IngestServerDeps = {
    findWidget: (hash) => (hash === widget.hash ? widget : null),
    floods: { countSender: () => null, countWidget: () => null, countPhone: () => null },
    enqueue: (accepted) => {
      kept.push(understandForm(accepted, widget.recognise));
      return Promise.resolve(accepted.leadId);
    },
    digest: (widgetId) => widgetId,
    now: () => new Date(),
    isReady: () => true,
    files,
    largestFiles: () => widget.files,
    onAnswer: () => {},
    ...overrides,
  };
  const server = createIngestServer({ trustProxyHops: overrides.trustProxyHops ?? 0 }, deps, log);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}`,
    kept,
    files,
    listFiles: async () => (await readdir(filesDir, { recursive: true })).filter((path) => /[0-9a-f-]{36}$/.test(path)),
    sendRaw: async (bytes) => {
      const socket = connect(port, '127.0.0.1');
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
      socket.write(bytes);
      await once(socket, 'close');
      return Buffer.concat(chunks).toString('utf8');
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await rm(filesDir, { recursive: true });
    },
  };
}
