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

/**
 * Every widget under its current settings. Documents of an older schema get today's defaults; a widget whose document is
 * refused is left out, and `onRefused` hears of it.
 */
export async function loadWidgets(
  prisma: PrismaClient,
  onRefused: (hash: string, err: unknown) => void = () => {},
): Promise<WidgetWithSettings[]> {
  const rows = await prisma.$queryRaw<(Omit<WidgetWithSettings, 'settings'> & { document: unknown })[]>`
    SELECT w.id, w.account_id AS "accountId", w.hash, w.name, w.enabled, w.settings_version AS "settingsVersion", s.document
    FROM widgets w JOIN widget_settings s ON s.widget_id = w.id AND s.version = w.settings_version`;
  return rows.flatMap(({ document, ...widget }) => {
    try {
      return [{ ...widget, settings: parseWidgetSettings(document) }];
    } catch (err) {
      onRefused(widget.hash, err);
      return [];
    }
  });
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
    await addVersion(tx, saved, document);
    await tx.$executeRaw`SELECT pg_notify('widgets_changed', ${hash})`;
  });
}

/**
 * Gives a widget of the account a new version of its settings, made of those that it has; answers them. Throws joi's
 * error when they do not hold, and changes nothing; null: the account has no such widget.
 */
export function changeSettings(
  prisma: PrismaClient,
  { accountId, hash }: { accountId: string; hash: string },
  change: (settings: WidgetSettings) => unknown,
): Promise<WidgetSettings | null> {
  return prisma.$transaction(async (tx) => {
    // Two who change at the same time do so one after the other.
    const [widget] = await tx.$queryRaw<{ id: string; settingsVersion: number }[]>`
      SELECT id, settings_version AS "settingsVersion" FROM widgets
      WHERE hash = ${hash} AND account_id = ${accountId}::uuid FOR UPDATE`;
    if (!widget) return null;
    const version = { widgetId: widget.id, version: widget.settingsVersion };
    const current = await tx.widgetSettings.findUniqueOrThrow({ where: { widgetId_version: version } });
    const settings = parseWidgetSettings(change(parseWidgetSettings(current.document)));
    // Settings are plain JSON by their schema.
    await addVersion(tx, widget, { ...settings } as unknown as Prisma.InputJsonObject);
    await tx.$executeRaw`SELECT pg_notify('widgets_changed', ${hash})`;
    return settings;
  });
}

async function addVersion(
  tx: Prisma.TransactionClient,
  { id: widgetId, settingsVersion }: { id: string; settingsVersion: number },
  document: Prisma.InputJsonObject,
): Promise<void> {
  const current = await tx.widgetSettings.findUnique({
    where: { widgetId_version: { widgetId, version: settingsVersion } },
  });
  if (current && isSameDocument(current.document, document)) return;
  const version = settingsVersion + 1;
  await tx.widgetSettings.create({ data: { widgetId, version, document } });
  await tx.widget.update({ where: { id: widgetId }, data: { settingsVersion: version } });
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
