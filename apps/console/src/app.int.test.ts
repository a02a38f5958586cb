import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';

import { openTestConsole, type TestConsole } from './open-test-console.ts';

let webRoot: string;
let cabinet: TestConsole;

beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'ringback-web-'));
  cabinet = await openTestConsole({ webRoot });
});
afterAll(async () => {
  await cabinet.close();
  await rm(webRoot, { recursive: true });
});

const get = (path: string, accept = 'text/html') => request(cabinet.url).get(path).set('Accept', accept);

describe('the cabinet', () => {
  it('says how to build it while it is not built', async () => {
    const { text } = await get('/leads').expect(503);
    expect(text).toContain('npm run build:web');
  });

  it('answers every address of its pages with the same page, which is asked for anew each time', async () => {
    await writeFile(join(webRoot, 'index.html'), '<title>Ringback</title>');

    for (const path of ['/', '/leads', '/leads/0199?tab=visit']) {
      const answer = await get(path).expect(200);
      expect([answer.text, answer.get('Cache-Control')]).toEqual(['<title>Ringback</title>', 'no-cache']);
    }
    await get('/assets/gone-123.js').expect(404);
    await get('/leads', 'application/json').expect(404);
    await request(cabinet.url).post('/leads').expect(404);
  });

  it('lets browsers keep its assets for ever', async () => {
    await mkdir(join(webRoot, 'assets'));
    await writeFile(join(webRoot, 'assets', 'index-123.js'), '1');

    const answer = await get('/assets/index-123.js', '*/*').expect(200);

    expect(answer.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  });

  it('may run no script but its own and stand in no frame', async () => {
    const { headers } = await get('/');
    expect(headers['content-security-policy']).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});

describe('a broken address', () => {
  it('is answered with problem details', async () => {
    const { body } = await get('/api/v1/leads/%E0%A4%A').expect(400);
    expect(body).toMatchObject({ type: 'about:blank', status: 400 });
  });
});

describe('/livez and /readyz', () => {
  it('answer while the database does', async () => {
    await get('/livez').expect(200);
    await get('/readyz').expect(200);
  });
});

describe('/docs/problems.md', () => {
  it('is where the type of a problem leads', async () => {
    const { body }: { body: { type: string } } = await get('/api/v1/leads').expect(401);
    const type = new URL(body.type);
    const { text } = await get(type.pathname).expect(200);
    expect(text).toContain(`## ${type.hash.slice(1)}`);
  });
});
