import { readFile } from 'node:fs/promises';

import { describe, expect, it } from '@jest/globals';
import { consoleEnvironment } from '@ringback/console';
import { exchangeEnvironment } from '@ringback/exchange';
import { ingestEnvironment } from '@ringback/ingest';
import { localEnvironment } from '@ringback/local';
import { environmentSchema as workerEnvironment } from '@ringback/worker';

const SCHEMAS = {
  'apps/ingest': ingestEnvironment,
  'apps/worker': workerEnvironment,
  'apps/console': consoleEnvironment,
  'apps/exchange': exchangeEnvironment,
  'apps/local': localEnvironment,
};

interface Variable {
  name: string;
  value: string;
  kind: 'required' | 'default' | 'optional';
}

const text = await readFile(new URL('../.env.example', import.meta.url), 'utf8');
const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), parseSection(section)]),
);

function parseSection(section: string): Variable[] {
  return [...section.matchAll(/^(# e\.g\. |# |)([A-Z][A-Z_]*)=(.*)$/gm)].map(([, sign, name = '', value = '']) => ({
    name,
    value,
    kind: sign === '' ? 'required' : sign === '# ' ? 'default' : 'optional',
  }));
}

describe('.env.example', () => {
  it('has one section for each process', () => {
    expect([...sections.keys()]).toEqual(Object.keys(SCHEMAS));
  });

  it.each(Object.entries(SCHEMAS))('names the variables of %s, what must be set, and the defaults', (app, schema) => {
    const described = Object.entries(schema.describe().keys as Record<string, { flags?: Record<string, unknown> }>).map(
      ([name, { flags = {} }]) => {
        if (flags['presence'] === 'required') return { name, kind: 'required' };
        const value = flags['default'] ?? null;
        return value === null
          ? { name, kind: 'optional' }
          : { name, kind: 'default', value: typeof value === 'string' ? value : JSON.stringify(value) };
      },
    );
    const written = (sections.get(app) ?? []).map(({ name, value, kind }) =>
      kind === 'default' ? { name, kind, value } : { name, kind },
    );

    const byName = (one: { name: string }, other: { name: string }): number => one.name.localeCompare(other.name);
    expect(written.sort(byName)).toEqual(described.sort(byName));
  });

  it.each(Object.entries(SCHEMAS))('gives values that %s accepts', (app, schema) => {
    const values = Object.fromEntries((sections.get(app) ?? []).map(({ name, value }) => [name, value]));

    expect(schema.validate(values, { abortEarly: false }).error).toBeUndefined();
  });
});
