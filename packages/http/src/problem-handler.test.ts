import { describe, expect, it } from '@jest/globals';
import { createLogger, DomainError } from '@ringback/runtime';
import express, { type Express } from 'express';
import request from 'supertest';

import { problemHandler } from './problem-handler.ts';
import { requestLog } from './request-log.ts';

const CATALOGUE = { 'lead-not-found': { status: 404, title: 'Unknown lead' } };

function buildApp(thrown: unknown): { app: Express; lines: string[] } {
  const lines: string[] = [];
  const app = express();
  app.use(requestLog(createLogger('test', { level: 'info' }, { write: (line) => lines.push(line) })));
  app.get('/', () => {
    throw thrown;
  });
  app.post('/', express.json(), (_req, res) => res.end());
  app.use(problemHandler(CATALOGUE, 'https://docs.example/problems'));
  return { app, lines };
}

describe('problemHandler', () => {
  it('answers an expected error with its code, sentence and details', async () => {
    const { app, lines } = buildApp(new DomainError('lead-not-found', 'No lead has this id.', { leadId: '1' }));

    const { status, type, body } = await request(app).get('/?phone=79161234567');

    expect([status, type]).toEqual([404, 'application/problem+json']);
    expect(body).toEqual({
      type: 'https://docs.example/problems#lead-not-found',
      title: 'Unknown lead',
      status: 404,
      detail: 'No lead has this id.',
      instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      leadId: '1',
    });
    expect(lines).toEqual([]);
  });

  it('tells nothing of an unknown error and logs it once under the id of the answer', async () => {
    const { app, lines } = buildApp(new Error('password of the database'));

    const { status, text, body } = await request(app).get('/?phone=79161234567');

    expect(status).toBe(500);
    expect(body).toMatchObject({ type: 'about:blank', title: 'Internal Server Error', status: 500 });
    expect(text).not.toContain('password');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(body.instance.slice('urn:uuid:'.length));
    expect(lines[0]).not.toContain('79161234567');
  });

  it('takes a code that is missing in the catalogue for a fault of ours', async () => {
    const { app } = buildApp(new DomainError('no-such-code', 'A sentence.'));

    expect((await request(app).get('/')).body).toMatchObject({ type: 'about:blank', status: 500 });
  });

  it('keeps the status of a fault that the parser found in the request', async () => {
    const { app, lines } = buildApp(null);

    const answer = await request(app).post('/').type('json').send('{"phone": +79161234567}');

    expect(answer.body).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400 });
    expect(answer.text).not.toContain('79161234567');
    expect(lines).toEqual([]);
  });
});
