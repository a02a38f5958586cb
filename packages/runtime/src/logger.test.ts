import { describe, expect, it } from '@jest/globals';

import { createLogger, type Logger } from './logger.ts';

function open(level = 'info'): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  return { log: createLogger('worker', { level }, { write: (line: string) => void lines.push(line) }), lines };
}

describe('createLogger', () => {
  it('says which process speaks, what happened and to which lead', () => {
    const { log, lines } = open();
    log.info({ leadId: 'x', disposition: 'busy' }, 'leg ended');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      process: 'worker',
      leadId: 'x',
      disposition: 'busy',
      msg: 'leg ended',
    });
  });

  it.each([
    'phone',
    'phoneRaw',
    'number',
    'name',
    'visitorName',
    'email',
    'comment',
    'url',
    'target',
    'backUrl',
    'secret',
  ])('writes no %s, neither at the top nor one level below', (field) => {
    const { log, lines } = open();
    log.info({ [field]: '+79160000010', lead: { [field]: '+79160000010' } }, 'lead was stored');
    log.child({ [field]: '+79160000010' }).info('lead was stored');
    expect(lines.join('')).not.toContain('79160000010');
  });

  it('tells an error with its stack, without the secrets that hang on it', () => {
    const { log, lines } = open();
    const err = Object.assign(new Error('refused'), { code: 'EREFUSED', phone: '+79160000010' });
    log.warn({ err, other: Object.assign(new Error('x'), { email: 'anna@example.com' }) }, 'letter was not sent');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: { type: 'Error', message: 'refused', code: 'EREFUSED', stack: expect.any(String), phone: '[redacted]' },
    });
    expect(lines.join('')).not.toMatch(/79160000010|anna@/);
  });

  it('tells of what Postgres refused without the row that it quotes', () => {
    const { log, lines } = open();
    const quoted = 'Failing row contains (1, +79160000010).';
    const refused = Object.assign(new Error('null value in column "role"'), {
      code: '23502',
      detail: quoted,
      where: 'JSON data, line 1: [{"phone":"+79160000010"',
    });
    log.warn({ err: refused }, 'leg event was left to the queue');
    log.warn({ err: new AggregateError([refused], '1 submissions were not stored') }, 'job failed');
    log.warn({ err: new Error('not stored', { cause: refused }), reason: refused }, 'job failed');
    expect(lines.join('')).not.toContain('79160000010');
    for (const line of lines) expect(line).toContain('null value in column');
  });

  it('writes nothing below its level', () => {
    const { log, lines } = open('warn');
    log.info('leg ended');
    expect(lines).toEqual([]);
  });
});
