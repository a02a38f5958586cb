import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '@ringback/runtime';
import express, { type Express } from 'express';
import request from 'supertest';

import { openTestIngest } from './open-test-ingest.ts';
import { createPageScriptRouter } from './page-script.ts';

const SCRIPT = 'window.CallKeeper = {};';

describe('the script for pages', () => {
  let directory: string;
  let app: Express;
  let version: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ringback-script-'));
    const file = join(directory, 'callkeeper.js');
    await writeFile(file, SCRIPT);
    app = express().use(createPageScriptRouter(() => file, createLogger('ingest', { level: 'silent' })));
    const answer = await request(app).get('/callkeeper.js').set('Accept-Encoding', 'identity');
    version = /^"([0-9a-f]{12})"$/.exec(answer.headers['etag'] ?? '')?.[1] ?? '';
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('is kept for minutes under its plain name, whatever widget the query names', async () => {
    const answer = await request(app).get('/callkeeper.js?widgetHash=a1');
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'content-encoding': 'gzip',
      vary: 'Accept-Encoding',
    });
    expect(answer.text).toBe(SCRIPT);
  });

  it('is not sent again to a browser that has it', async () => {
    const answer = await request(app)
      .get('/callkeeper.js')
      .set({ 'Accept-Encoding': 'identity', 'If-None-Match': `"${version}"` });
    expect(answer.status).toBe(304);
  });

  it('is kept for ever under the name of its version', async () => {
    const answer = await request(app).get(`/callkeeper.${version}.js`);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.text).toBe(SCRIPT);
  });

  it('is there for a page that names another version, and not kept for long', async () => {
    const answer = await request(app).get('/callkeeper.000000000000.js');
    expect(answer.headers['cache-control']).toBe('public, max-age=300');
    expect(answer.text).toBe(SCRIPT);
  });

  it('is 404 while it is not built, and ingest says so when it starts', async () => {
    const lines: string[] = [];
    const log = createLogger('ingest', { level: 'warn' });
    log.warn = (_fields: unknown, message?: string) => void lines.push(message ?? '');
    const without = express().use(createPageScriptRouter(() => join(directory, 'nothing.js'), log));
    expect(lines).toEqual(['the script for pages is not built: /callkeeper.js answers 404']);
    expect((await request(without).get('/callkeeper.js')).status).toBe(404);
  });

  it('is served by ingest to every site', async () => {
    const ingest = await openTestIngest();
    const answer = await request(ingest.url).get('/callkeeper.js').set('Origin', 'https://site.example');
    await ingest.close();
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(answer.text).toContain('CallKeeper');
  });
});
