import { setTimeout as sleep } from 'node:timers/promises';

import { loadWidgets, recogniseSettingsOf, type Database, type WidgetWithSettings } from '@ringback/db';
import type { Logger } from '@ringback/runtime';

import type { FileLimits, IngestWidget } from './ingest-widget.ts';

export interface WidgetDirectory {
  /** `not-loaded`: Postgres has not answered since the start, or what it has of this widget is not valid. */
  find: (hash: string) => IngestWidget | null | 'not-loaded';
  isLoaded: () => boolean;
  /** Resolves when Postgres has been asked for the first time, whatever came of it. */
  asked: Promise<void>;
  /** The largest limits of all widgets. */
  largestFiles: () => FileLimits;
  close: () => Promise<void>;
}

const REFRESH_MS = 3000;

/** All widgets in memory: read at the start, on NOTIFY and every few seconds, so that a form never waits for Postgres. */
export function createWidgetDirectory(db: Database, log: Logger): WidgetDirectory {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let widgets: Map<string, IngestWidget> | null = null;
  let refused = new Set<string>();
  let largest: FileLimits = { maxCount: 0, maxBytes: 0 };
  let failing = false;
  const refresh = async (): Promise<void> => {
    try {
      const refusedNow = new Set<string>();
      const loaded = await loadWidgets(db.prisma, (hash, err) => {
        refusedNow.add(hash);
        if (!refused.has(hash)) log.error({ err, widgetHash: hash }, 'settings of a widget are not valid');
      });
      refused = refusedNow;
      widgets = new Map(loaded.map((widget) => [widget.hash, toIngestWidget(widget)]));
      largest = largestOf([...widgets.values()].map(({ files }) => files));
      failing = false;
    } catch (err) {
      if (!failing) log.warn({ err }, 'widgets were not loaded');
      failing = true;
    }
  };
  const listener = db.listen(
    'widgets_changed',
    () => void refresh(),
    () => void refresh(),
  );
  const asked = refresh();
  const loop = async (): Promise<void> => {
    await asked;
    while (!isStopping()) {
      const pauseMs = widgets ? REFRESH_MS : REFRESH_MS / 10;
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (!isStopping()) await refresh();
    }
  };
  const ended = loop();
  return {
    find: (typed) => {
      const hash = typed.toLowerCase();
      return widgets && !refused.has(hash) ? (widgets.get(hash) ?? null) : 'not-loaded';
    },
    isLoaded: () => widgets !== null,
    asked,
    largestFiles: () => largest,
    close: async () => {
      stopping.abort();
      await listener.close();
      await ended;
    },
  };
}

function toIngestWidget({ settings, ...widget }: WidgetWithSettings): IngestWidget {
  const { sites, language, thankYouUrl, answerPages, files, limits } = settings;
  const recognise = recogniseSettingsOf(settings);
  const { formsPerMinute } = limits;
  return { ...widget, sites, language, thankYouUrl, answerPages, recognise, files, formsPerMinute };
}

function largestOf(limits: FileLimits[]): FileLimits {
  return {
    maxCount: limits.reduce((most, { maxCount }) => Math.max(most, maxCount), 0),
    maxBytes: limits.reduce((most, { maxBytes }) => Math.max(most, maxBytes), 0),
  };
}
