import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { createTemplateRenderer, type TemplateRenderer } from './template-renderer.ts';

const job = {
  subject: '{{ name }}',
  body: null,
  values: { name: 'Ann' },
  leadTable: { html: '', text: '' },
  tableMark: '-',
};
const renderers: TemplateRenderer[] = [];
const open = (options: Parameters<typeof createTemplateRenderer>[0]): TemplateRenderer => {
  const renderer = createTemplateRenderer(options);
  renderers.push(renderer);
  return renderer;
};

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ringback-threads-'));
});
afterEach(async () => {
  for (const renderer of renderers.splice(0)) await renderer.close();
});
afterAll(() => rm(directory, { recursive: true }));

/** A thread that does `harm` with a subject of this word, and answers every other. */
async function writeThread(harm: string): Promise<URL> {
  const path = join(directory, `${randomName()}.mjs`);
  const program = `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ subject }) => {
  if (subject === 'harm') { ${harm} }
  parentPort.postMessage({ subject, body: null });
});
parentPort.postMessage('ready');`;
  await writeFile(path, program);
  return pathToFileURL(path);
}

let names = 0;
const randomName = (): string => `thread-${(names += 1)}`;

describe('createTemplateRenderer', () => {
  it('fills templates in, in the order in which they are asked for', async () => {
    const renderer = open({});
    const outcomes = await Promise.all([1, 2, 3].map((n) => renderer.render({ ...job, values: { name: `Ann ${n}` } })));
    expect(outcomes).toEqual([1, 2, 3].map((n) => ({ subject: `Ann ${n}`, body: null })));
  });

  it('hands the faults of a template back', async () => {
    expect(await open({}).render({ ...job, subject: '{{ x }}' })).toEqual({
      faults: [{ part: 'subject', line: 1, message: 'there is no x in a letter' }],
    });
  });

  it.each([
    ['never ends', 'while (true);'],
    ['takes all memory', 'const kept = []; while (true) kept.push(new Array(100_000).fill({}));'],
    ['ends its thread', 'process.exit(0);'],
    ['throws', 'throw new Error("x");'],
  ])('loses only the letter whose template %s', async (_what, harm) => {
    const renderer = open({ thread: await writeThread(harm), withinMs: 2000 });
    const [before, harmed, after] = await Promise.all(
      ['a', 'harm', 'b'].map((subject) => renderer.render({ ...job, subject })),
    );
    expect([before, after]).toEqual([
      { subject: 'a', body: null },
      { subject: 'b', body: null },
    ]);
    expect(harmed).toEqual({ faults: [expect.objectContaining({ message: expect.stringContaining('too long') })] });
  });
});
