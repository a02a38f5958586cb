import { parseWidgetSettings, type WidgetSettings } from '@ringback/scenario';

import type { Prisma, PrismaClient } from './generated/client.ts';

export interface WidgetWithSettings {
  id: string;
  accountId: string;
  hash: string;
  name: string;
  enabled: boolean;
  settingsVersion: number;
  settings: WidgetSettings;
}

export interface NewWidget {
  accountId: string;
  hash: string;
  name: string;
  enabled?: boolean;
  /** Validated here; throws joi's error that names every wrong field. */
  settings: unknown;
}

/** Every widget under its current settings. Documents of an older schema get today's defaults. */
export async function loadWidgets(prisma: PrismaClient): Promise<WidgetWithSettings[]> {
  const rows = await prisma.$queryRaw<(Omit<WidgetWithSettings, 'settings'> & { document: unknown })[]>`
    SELECT w.id, w.account_id AS "accountId", w.hash, w.name, w.enabled, w.settings_version AS "settingsVersion", s.document
    FROM widgets w JOIN widget_settings s ON s.widget_id = w.id AND s.version = w.settings_version`;
  return rows.map(({ document, ...widget }) => ({ ...widget, settings: parseWidgetSettings(document) }));
}

/** One version of a widget's settings; throws when there is none, which the foreign keys do not let happen. */
export async function loadSettings(prisma: PrismaClient, widgetId: string, version: number): Promise<WidgetSettings> {
  const row = await prisma.widgetSettings.findUniqueOrThrow({ where: { widgetId_version: { widgetId, version } } });
  return parseWidgetSettings(row.document);
}

/** Creates a widget, or gives the widget of this hash a new version of its settings when they differ. Tells ingest. */
export async function saveWidget(prisma: PrismaClient, widget: NewWidget): Promise<void> {
  const settings = parseWidgetSettings(widget.settings);
  // Settings are plain JSON by their schema.
  const document = { ...settings } as unknown as Prisma.InputJsonObject;
  const { accountId, hash, name, enabled = true } = widget;
  await prisma.$transaction(async (tx) => {
    const saved = await tx.widget.upsert({
      where: { hash },
      create: { accountId, hash, name, enabled, settingsVersion: 0 },
      update: { name, enabled },
    });
    if (saved.accountId !== accountId) throw new Error('the widget of this hash belongs to another account');
    const current = await tx.widgetSettings.findUnique({
      where: { widgetId_version: { widgetId: saved.id, version: saved.settingsVersion } },
    });
    if (!current || !isSameDocument(current.document, document)) {
      const version = saved.settingsVersion + 1;
      await tx.widgetSettings.create({ data: { widgetId: saved.id, version, document } });
      await tx.widget.update({ where: { id: saved.id }, data: { settingsVersion: version } });
    }
    await tx.$executeRaw`SELECT pg_notify('widgets_changed', ${hash})`;
  });
}

function isSameDocument(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** jsonb keeps no order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
