import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';

import { Lifecycle } from './lifecycle.ts';

function open(): { lifecycle: Lifecycle; closed: string[]; logged: string[] } {
  const logged: string[] = [];
  const log = pino({}, { write: (line: string) => void logged.push(line) });
  return { lifecycle: new Lifecycle(log), closed: [], logged };
}

describe('Lifecycle', () => {
  it('hands back what it is given, and closes what was opened last first', async () => {
    const { lifecycle, closed } = open();
    expect(lifecycle.add('database', 'db', (part) => closed.push(part))).toBe('db');
    lifecycle.add('server', 'http', (part) => closed.push(part));
    await lifecycle.close();
    expect(closed).toEqual(['http', 'db']);
  });

  it('waits for one part before it closes the next', async () => {
    const { lifecycle, closed } = open();
    lifecycle.add('database', 'db', (part) => closed.push(part));
    lifecycle.add('server', 'http', async (part) => {
      await Promise.resolve();
      closed.push(part);
    });
    await lifecycle.close();
    expect(closed).toEqual(['http', 'db']);
  });

  it('closes the others when one fails, and says which', async () => {
    const { lifecycle, closed, logged } = open();
    lifecycle.add('database', 'db', (part) => closed.push(part));
    lifecycle.add('server', 'http', () => Promise.reject(new Error('stuck')));
    lifecycle.add('queue', 'jobs', () => {
      throw new Error('stuck at once');
    });
    await lifecycle.close();
    expect(closed).toEqual(['db']);
    expect(logged).toHaveLength(2);
    expect(logged[0]).toContain('"part":"queue"');
  });

  it('closes once, and lets every caller wait for it', async () => {
    const { lifecycle, closed } = open();
    lifecycle.add('database', 'db', (part) => closed.push(part));
    await Promise.all([lifecycle.close(), lifecycle.close()]);
    await lifecycle.close();
    expect(closed).toEqual(['db']);
  });
});
