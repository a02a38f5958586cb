import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { FilePart } from './file-part.ts';
import { FormError, FormTooLargeError, MalformedFormError } from './form-errors.ts';
import { FORM_LIMITS } from './form-limits.ts';
import { openMultipartForm } from './open-multipart-form.ts';
import { parseForm } from './parse-form.ts';
import type { ParsedForm } from './submission.ts';

const MULTIPART = 'multipart/form-data; boundary=b';
const FILE = 'Content-Disposition: form-data; name="cv"; filename="a.txt"';

interface Read {
  form: ParsedForm;
  files: FilePart[];
}

function readAtOnce(body: Buffer): Read {
  const files: FilePart[] = [];
  const form = parseForm({ query: 'q=1', contentType: MULTIPART, body }, FORM_LIMITS, (file) => files.push(file));
  return { form, files };
}

/** Reads chunk by chunk; `sizes` are used in turn. */
function readInChunks(body: Buffer, sizes: number[], limits = FORM_LIMITS): Read {
  const files: FilePart[] = [];
  const reader = openMultipartForm({ query: 'q=1', contentType: MULTIPART }, limits);
  for (let at = 0, turn = 0; at < body.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    for (const event of reader.push(body.subarray(at, at + size))) {
      if (event.type === 'file-began') files.push({ ...event.file, content: Buffer.alloc(0) });
      const file = files.at(-1);
      if (event.type === 'content' && file) file.content = Buffer.concat([file.content, event.bytes]);
    }
    at += size;
  }
  return { form: reader.end(), files };
}

/** What came of it, for a comparison; the sentence of an error may differ. */
function outcomeOf(read: () => Read): unknown {
  try {
    return read();
  } catch (err) {
    if (!(err instanceof FormError)) throw err;
    return err.code;
  }
}

const piece = fc.oneof(
  fc.constantFrom(
    '--b',
    '--b\r\n',
    '\r\n--b',
    '\r\n--b\r\n',
    '--b--',
    '\r\n--b--',
    '\r\n',
    '\r\n\r\n',
    '--',
    ' ',
    '\n',
  ),
  fc.constantFrom('Content-Disposition: form-data; name="a"', FILE, 'Content-Type: text/html'),
  fc.constantFrom('x', 'жук', '\r\n--', '\r', 'filename="'),
);
const brokenBody = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));
const part = fc
  .tuple(fc.constantFrom('Content-Disposition: form-data; name="a"', FILE), fc.array(piece, { maxLength: 4 }))
  .map(([headers, content]) => `--b\r\n${headers}\r\n\r\n${content.join('')}\r\n`);
const goodBody = fc.array(part, { maxLength: 6 }).map((parts) => `${parts.join('')}--b--\r\n`);

describe('MultipartReader', () => {
  it('reads any body, in any chunks, as the splitter of whole bodies does', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.oneof(goodBody, brokenBody), sizes, (text, chunkSizes) => {
        const body = Buffer.from(text);
        fc.pre(body.length > 0);
        expect(outcomeOf(() => readInChunks(body, chunkSizes))).toEqual(outcomeOf(() => readAtOnce(body)));
      }),
      { numRuns: 3000, seed: 20 },
    );
  });

  it('hands a large file over as it comes, and holds back no more than a boundary', () => {
    const reader = openMultipartForm({ query: '', contentType: MULTIPART });
    reader.push(Buffer.from(`--b\r\n${FILE}\r\n\r\n`));
    const events = reader.push(Buffer.alloc(100_000, 'x'));
    expect(events).toEqual([
      expect.objectContaining({ type: 'file-began' }),
      { type: 'content', bytes: expect.objectContaining({ length: 100_000 - 4 }) },
    ]);
  });

  it('bounds the fields, not the files', () => {
    const file = `--b\r\n${FILE}\r\n\r\n${'x'.repeat(5000)}\r\n`;
    const field = (bytes: number): string =>
      `--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'x'.repeat(bytes)}\r\n`;
    const limits = { ...FORM_LIMITS, bodyBytes: 1000 };
    const read = (...parts: string[]) => readInChunks(Buffer.from(`${parts.join('')}--b--`), [700], limits);

    expect(read(file, field(900)).form.fields).toHaveLength(2);
    expect(() => read(field(500), file, field(600))).toThrow(FormTooLargeError);
  });

  it.each([
    ['was cut in a file', `--b\r\n${FILE}\r\n\r\n${'x'.repeat(500)}`],
    ['was cut in headers', `--b\r\n${FILE}`],
    ['has headers without an end', `--b\r\n${'x'.repeat(100_000)}`],
    ['has a boundary line without an end', `--b${' '.repeat(100_000)}`],
    ['does not hold its boundary', 'x'.repeat(100_000)],
  ])('refuses a body that %s', (_what, text) => {
    expect(() => readInChunks(Buffer.from(text), [1000])).toThrow(MalformedFormError);
  });
});
