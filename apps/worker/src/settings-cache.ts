import type { WidgetSettings } from '@ringback/scenario';

export type FindSettings = (widgetId: string, version: number) => Promise<WidgetSettings>;

const MAX_KEPT = 1000;

/** Keeps settings by version. A version never changes once it is written, so nothing has to expire. */
export function createSettingsCache(load: FindSettings): FindSettings {
  const kept = new Map<string, WidgetSettings>();
  return async (widgetId, version) => {
    const key = `${widgetId} ${version}`;
    const known = kept.get(key);
    if (known) return known;
    const settings = await load(widgetId, version);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, settings);
    return settings;
  };
}
