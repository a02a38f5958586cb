import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { openTestConsole, type TestAccount, type TestConsole } from '../open-test-console.ts';
import { addBlockDocument, listBlocks, readBlockArguments, readBlockId, removeBlockById } from './edit-blocks.ts';

let cabinet: TestConsole;
let account: TestAccount;
beforeAll(async () => {
  cabinet = await openTestConsole();
  account = await cabinet.addAccount('Shop');
});
afterAll(() => cabinet.close());

describe('block:add, block:list and block:remove', () => {
  it('edit the lists of the installation and of a widget', async () => {
    const { database } = cabinet;
    expect(await listBlocks(database)).toBe('Nobody is blocked.');
    const { widgetHash } = account;
    const one = readBlockArguments(['--phone', '8 916 000-00-01', '--widget', widgetHash, '--note', 'asked for it']);
    const all = readBlockArguments(['--network', '203.0.113.9/24']);
    const [first, second] = [await addBlockDocument(database, one), await addBlockDocument(database, all)];

    expect(first).toMatch(new RegExp(`^[0-9a-f-]{36} {2}${widgetHash} {2}\\+79160000001 {2}asked for it$`));
    expect(second).toMatch(/^[0-9a-f-]{36} {2}all {2}203\.0\.113\.0\/24$/);
    expect(await listBlocks(database)).toBe(`${second}\n${first}`);
    expect(await removeBlockById(database, second.slice(0, 36))).toBe('removed');
    expect(await removeBlockById(database, second.slice(0, 36))).toBe('there is no such entry');
    expect(await listBlocks(database)).toBe(first);
  });

  it('know no widget of another hash', async () => {
    const document = readBlockArguments(['--phone', '+79160000001', '--widget', '0'.repeat(32)]);
    await expect(addBlockDocument(cabinet.database, document)).rejects.toThrow('no widget of this hash');
  });

  it.each([
    [[], 'either phone or network'],
    [['--phone', 'none'], 'neither a phone'],
    [['--network', '::/0'], 'nor an address'],
    [['--phone', '+79160000001', '--widget', 'x'], 'widgetHash'],
    [['+79160000001'], 'positional'],
  ])('say what is wrong with %j', (args, message) => {
    expect(() => readBlockArguments(args)).toThrow(message);
  });

  it('take an entry off by its id alone', () => {
    const id = randomUUID();
    expect(readBlockId([id])).toBe(id);
    expect(() => readBlockId([])).toThrow('id');
    expect(() => readBlockId([id, id])).toThrow('more than one id');
  });
});
