import { checkLetterTemplates, createTemplateRenderer } from '@ringback/letters';
import type { WidgetSettings } from '@ringback/scenario';

import { ArgumentError } from './read-arguments.ts';

/** Throws an error that names the line of each letter's template that cannot be filled in. */
export async function refuseBadTemplates({ letters, language }: WidgetSettings): Promise<void> {
  const renderer = createTemplateRenderer();
  const faults = await checkLetterTemplates(letters.templates, { language, consoleUrl: null }, renderer).finally(() =>
    renderer.close(),
  );
  if (faults.length === 0) return;
  const lines = faults.map(
    ({ letter, part, line, message }) => `letters.templates.${letter}.${part}, line ${line}: ${message}`,
  );
  throw new ArgumentError(lines.join('. '));
}
