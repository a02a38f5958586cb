import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { PROBLEMS } from './problems.ts';

describe('docs/problems.md', () => {
  it('has a heading for every code with its status, and for nothing else', async () => {
    const page = await readFile(join(import.meta.dirname, '../../../docs/problems.md'), 'utf8');
    const explained = [...page.matchAll(/^## (\S+)\n\n(\d{3})\./gm)].map(([, code, status]) => [code, Number(status)]);

    expect(explained.sort()).toEqual(
      Object.entries(PROBLEMS)
        .map(([code, { status }]) => [code, status])
        .sort(),
    );
  });
});
