import { collectQuery } from './collect-query.ts';
import { toForm } from './to-form.ts';
import { FORM_LIMITS, type FormLimits } from './form-limits.ts';
import { MultipartReader, type MultipartEvent } from './multipart-reader.ts';
import type { ParsedForm } from './submission.ts';

/** A form that is read while it comes. */
export interface FormReader {
  /** What the chunk held of files. Throws as `parseForm` does. */
  push: (chunk: Buffer) => MultipartEvent[];
  /** The form, after its last chunk. Throws when its end has not come. */
  end: () => ParsedForm;
}

/** For multipart bodies of any length: `limits.bodyBytes` bounds the fields; how long the files are is the caller's care. */
export function openMultipartForm(
  { query, contentType }: { query: string; contentType: string },
  limits: FormLimits = FORM_LIMITS,
): FormReader {
  const collector = collectQuery(query, limits);
  const reader = new MultipartReader(contentType, collector, limits.bodyBytes);
  return {
    push: (chunk) => reader.push(chunk),
    end: () => {
      reader.end();
      return toForm(collector);
    },
  };
}
