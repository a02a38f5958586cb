import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'acorn';

const MAX_BYTES_GZIPPED = 6 * 1024;

describe('dist/callkeeper.js', () => {
  let bundle: string;
  beforeAll(async () => {
    bundle = await readFile(new URL('../dist/callkeeper.js', import.meta.url), 'utf8');
  });

  it('is at most 6 kB gzipped', () => {
    expect(gzipSync(bundle, { level: 9 }).length).toBeLessThanOrEqual(MAX_BYTES_GZIPPED);
  });

  it('is a script of the syntax of 2020, which every browser of the last five years has', () => {
    expect(() => parse(bundle, { ecmaVersion: 2020, sourceType: 'script' })).not.toThrow();
  });

  it('does nothing that a strict content security policy forbids', () => {
    expect(bundle).not.toMatch(/\beval\b|\bFunction\(|innerHTML|insertAdjacentHTML|\.style\b|cssText|javascript:/);
  });

  it('leaves no name in the page but its own', () => {
    expect(bundle).toMatch(/^\(function\(\)\{|^\(\(\)=>\{/);
  });
});
