import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, loadWidgets, type Database } from '@ringback/db';
import { createTestDatabase, createTestLogger, type TestDatabase } from '@ringback/test-kit';

import {
  buildFormToPaste,
  parseWidgetDocument,
  readWidgetArguments,
  saveWidgetDocument,
  type WidgetDocument,
} from './save-widget-document.ts';

const HASH = '00112233445566778899aabbccddeeff';
const SETTINGS = { sites: ['shop.example'], offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '101' }] }] };

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.url, poolSize: 2 }, createTestLogger());
  await database.prisma.account.createMany({ data: [{ name: 'Shop' }, { name: 'Other' }] });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const parse = (document: object): WidgetDocument => parseWidgetDocument(JSON.stringify(document));

describe('readWidgetArguments', () => {
  it('takes one file and the address where forms arrive', () => {
    expect(readWidgetArguments(['shop.json', '--ingest', 'https://calls.example'])).toEqual({
      file: 'shop.json',
      ingest: 'https://calls.example',
    });
    expect(() => readWidgetArguments([])).toThrow('"file" is required');
    expect(() => readWidgetArguments(['a.json', 'b.json'])).toThrow('more than one file');
  });
});

describe('parseWidgetDocument', () => {
  it('names everything that is wrong with the settings', () => {
    const settings = { sites: ['https://shop.example/'], offices: [] };
    expect(() => parse({ account: 'Shop', name: 'Site', settings })).toThrow(/"sites\[0\]".*"offices"/);
  });

  it('names everything that is wrong around them', () => {
    expect(() => parse({ name: 'Site', hash: '123', colour: 'red' })).toThrow(
      /"account".*"hash".*"settings".*"colour"/,
    );
    expect(() => parseWidgetDocument('{')).toThrow('JSON');
    expect(() => parseWidgetDocument('null')).toThrow('not a JSON object');
  });
});

describe('saveWidgetDocument', () => {
  it('creates a widget once and then updates the one of this name', async () => {
    const first = await saveWidgetDocument(database, parse({ account: 'Shop', name: 'Site', settings: SETTINGS }));
    const second = await saveWidgetDocument(
      database,
      parse({ account: 'Shop', name: 'Site', settings: { ...SETTINGS, language: 'en' } }),
    );

    expect(first).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{32}$/), isNew: true });
    expect(second).toEqual({ hash: first.hash, isNew: false });
    const [widget] = await loadWidgets(database.prisma);
    expect(widget).toMatchObject({ hash: first.hash, settingsVersion: 2, settings: { language: 'en' } });
  });

  it('takes a hash that a site has in its pages already, but not that of another account', async () => {
    const document = { name: 'Moved', hash: HASH, settings: SETTINGS };
    expect(await saveWidgetDocument(database, parse({ account: 'Shop', ...document }))).toEqual({
      hash: HASH,
      isNew: true,
    });

    const taken = saveWidgetDocument(database, parse({ account: 'Other', ...document }));
    await expect(taken).rejects.toMatchObject({ code: 'hash-taken' });
  });

  it('says how to make an account that is not there', async () => {
    const saved = saveWidgetDocument(database, parse({ account: 'Nobody', name: 'Site', settings: SETTINGS }));
    await expect(saved).rejects.toThrow('npm run account:create');
  });
});

describe('buildFormToPaste', () => {
  it('sends the form to ingest under the hash of the widget', () => {
    expect(buildFormToPaste('https://calls.example/', HASH)).toContain(
      `action="https://calls.example/formReceiver?widgetHash=${HASH}"`,
    );
  });
});
