import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = new URL('..', import.meta.url);
const MAKE_ENV = fileURLToPath(new URL('scripts/make-env.mjs', ROOT));

let dir: string;
let envFile: string;
let first: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'ringback-env-'));
  envFile = join(dir, 'env');
  await makeEnv(envFile);
  first = await readFile(envFile, 'utf8');
});
afterAll(() => rm(dir, { recursive: true }));

function makeEnv(file: string): Promise<unknown> {
  return promisify(execFile)(process.execPath, [MAKE_ENV, file]);
}

function readVariables(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
}

describe('scripts/make-env.mjs', () => {
  it('sets every variable that docker-compose.yml cannot do without', async () => {
    const compose = await readFile(new URL('docker-compose.yml', ROOT), 'utf8');
    const needed = new Set([...compose.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name = '']) => name));
    const variables = readVariables(first);

    expect(needed.size).toBeGreaterThan(5);
    expect([...needed].filter((name) => !variables.get(name))).toEqual([]);
  });

  it('makes other secrets each time, for the owner alone to read', async () => {
    const other = join(dir, 'other');
    await makeEnv(other);
    const secrets = ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'RINGBACK_SECRET_KEY', 'AUTH_SECRET', 'ARI_PASSWORD'];
    const [one, two] = [readVariables(first), readVariables(await readFile(other, 'utf8'))];

    expect(secrets.filter((name) => one.get(name) === two.get(name))).toEqual([]);
    expect(((await stat(other)).mode & 0o777).toString(8)).toBe('600');
  });

  it('never writes over a file that exists', async () => {
    await makeEnv(envFile);

    expect(await readFile(envFile, 'utf8')).toBe(first);
  });
});

describe('docker-compose.yml', () => {
  it('publishes the proxy, and the console to this machine only', async () => {
    const compose = await readFile(new URL('docker-compose.yml', ROOT), 'utf8');

    expect([...compose.matchAll(/^ +ports: (.*)$/gm)].map(([, ports]) => ports)).toEqual([
      "['127.0.0.1:${CONSOLE_PORT:-3200}:3200']",
      "['${HTTP_PORT:-8080}:8080']",
    ]);
  });
});
