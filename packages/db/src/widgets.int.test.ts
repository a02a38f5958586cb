import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@ringback/test-kit';

import { openTestDatabase, type OpenTestDatabase } from './open-test-database.ts';
import { loadSettings, loadWidgets, saveWidget, type WidgetWithSettings } from './widgets.ts';

let test: OpenTestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const HASH = 'a'.repeat(32);

const settings = (number: string): object => ({
  sites: ['shop.example'],
  offices: [{ name: 'Sales', managers: [{ name: 'Anna', number }] }],
});

function save(number: string, more: object = {}): Promise<void> {
  const widget = { accountId: test.accountId, hash: HASH, name: 'Shop', settings: settings(number) };
  return saveWidget(test.db.prisma, { ...widget, ...more });
}

async function find(): Promise<WidgetWithSettings | undefined> {
  return (await loadWidgets(test.db.prisma)).find(({ hash }) => hash === HASH);
}

describe('saveWidget', () => {
  it('begins with version 1, makes another only of other settings, and keeps the old ones', async () => {
    await save('101');
    expect(await find()).toMatchObject({ settingsVersion: 1, enabled: true });
    await save('101', { name: 'Renamed' });
    expect(await find()).toMatchObject({ settingsVersion: 1, name: 'Renamed' });
    await save('102', { enabled: false });
    const widget = await find();
    expect(widget).toMatchObject({ settingsVersion: 2, enabled: false });
    const numberIn = async (version: number): Promise<string | undefined> =>
      (await loadSettings(test.db.prisma, widget?.id ?? '', version)).offices[0]?.managers[0]?.number;
    expect([await numberIn(1), await numberIn(2)]).toEqual(['101', '102']);
  });

  it('stores nothing of settings that are wrong', async () => {
    await expect(save('not a number', { hash: 'b'.repeat(32) })).rejects.toThrow('"offices[0].managers[0].number"');
    expect(await test.db.prisma.widget.count({ where: { hash: 'b'.repeat(32) } })).toBe(0);
  });

  it('loads the others when the settings of one are refused by the schema of today', async () => {
    const { prisma } = test.db;
    const hash = 'c'.repeat(32);
    await save('101', { hash });
    await save('104');
    await prisma.widgetSettings.updateMany({ where: { widget: { hash } }, data: { document: { offices: [] } } });
    const refused: string[] = [];
    const loaded = await loadWidgets(prisma, (of) => refused.push(of));
    expect(refused).toEqual([hash]);
    expect(loaded.map((widget) => widget.hash)).toContain(HASH);
    expect(loaded.map((widget) => widget.hash)).not.toContain(hash);
  });

  it('tells listeners the hash of the widget', async () => {
    const told: string[] = [];
    const listener = test.db.listen('widgets_changed', (hash) => told.push(hash));
    await waitFor(async () => {
      await save('103');
      return told.includes(HASH);
    }).finally(() => listener.close());
  });
});
