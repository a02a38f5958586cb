import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';

import { describe, expect, it } from '@jest/globals';

const RUN = new URL('run.ts', import.meta.url).href;
const LOGGER = new URL('logger.ts', import.meta.url).href;

/** A process that runs `start` and says `up` when it has. */
function runProcess(start: string, closeWithinMs = 20_000): { child: ChildProcess; said: string[] } {
  const code = `
    import { run } from '${RUN}';
    import { createLogger } from '${LOGGER}';
    const alive = setInterval(() => {}, 1000);
    await run(createLogger('test', { level: 'info' }), ${closeWithinMs}, ${start});
    console.log('up');`;
  const child = spawn(execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
  return { child, said };
}

const CLOSES = '() => Promise.resolve({ close: async () => { clearInterval(alive); } })';
const NEVER_CLOSES = '() => Promise.resolve({ close: () => new Promise(() => {}) })';

async function isUp(child: ChildProcess, said: string[]): Promise<void> {
  while (!said.join('').includes('up\n')) if (child.stdout) await once(child.stdout, 'data');
}

async function exitCode(child: ChildProcess): Promise<unknown> {
  const [code]: unknown[] = await once(child, 'exit');
  return code;
}

describe('run', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('closes on %s and exits with 0', async (signal) => {
    const { child, said } = runProcess(CLOSES);
    await isUp(child, said);
    const exited = exitCode(child);
    child.kill(signal);
    expect(await exited).toBe(0);
    expect(said.join('')).toContain('process stopped');
  });

  it('exits with 1 when it does not close within the deadline', async () => {
    const { child, said } = runProcess(NEVER_CLOSES, 50);
    await isUp(child, said);
    const exited = exitCode(child);
    child.kill('SIGTERM');
    expect(await exited).toBe(1);
    expect(said.join('')).toContain('process did not stop in time');
  });

  it('exits when it has closed, and says what is still open', async () => {
    const { child, said } = runProcess('() => Promise.resolve({ close: () => Promise.resolve() })');
    await isUp(child, said);
    const exited = exitCode(child);
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(said.join('')).toMatch(/"open":\["[^\]]*Timeout.*still open/);
  });

  it('exits at once on a second signal', async () => {
    const { child, said } = runProcess(NEVER_CLOSES);
    await isUp(child, said);
    const exited = exitCode(child);
    child.kill('SIGTERM');
    while (!said.join('').includes('process is stopping')) if (child.stdout) await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await exited).toBe(1);
  });

  it('exits with 1 when it cannot start', async () => {
    const { child, said } = runProcess('() => Promise.reject(new Error("no database"))');
    expect(await exitCode(child)).toBe(1);
    expect(said.join('')).toContain('process did not start');
  });

  it.each([
    ['an exception', 'setTimeout(() => { throw new Error("bug"); }, 1)'],
    ['a rejection', 'Promise.reject(new Error("bug"))'],
  ])('closes and exits with 1 after %s that nobody caught', async (_what, bug) => {
    const start = `() => { setTimeout(() => { ${bug} }, 20); return (${CLOSES})(); }`;
    const { child, said } = runProcess(start);
    expect(await exitCode(child)).toBe(1);
    expect(said.join('')).toContain('process stopped');
  });
});
