import { describe, expect, it } from '@jest/globals';
import type { DeliveryFile } from '@ringback/db';

import { readFiles } from './read-files.ts';

const file = (id: string, bytes: number, key: string | null = id): DeliveryFile => ({
  id,
  key,
  field: 'f',
  name: id,
  contentType: 'text/plain',
  bytes,
  refusal: key === null ? 'too-large' : null,
});

const store = {
  read: (key: string) => Promise.resolve(key === 'gone' ? null : Buffer.from(key)),
};

describe('readFiles', () => {
  const idsOf = async (files: DeliveryFile[], maxBytes = 100) =>
    (await readFiles(files, store, maxBytes)).map(({ id }) => id);

  it('reads what is kept, in its order', async () => {
    expect(await readFiles([file('b', 1), file('a', 1)], store, 100)).toEqual([
      { id: 'b', field: 'f', name: 'b', contentType: 'text/plain', content: Buffer.from('b') },
      { id: 'a', field: 'f', name: 'a', contentType: 'text/plain', content: Buffer.from('a') },
    ]);
  });

  it('passes over what is not kept, or gone', async () => {
    expect(await idsOf([file('refused', 1, null), file('gone', 1), file('a', 1)])).toEqual(['a']);
  });

  it('passes over what does not fit, and takes what still does', async () => {
    expect(await idsOf([file('a', 60), file('b', 50), file('c', 40), file('d', 1)])).toEqual(['a', 'c']);
  });
});
