import type { LetterKind, LetterSettings } from '@ringback/scenario';

import { composeLetter } from './compose-letter.ts';
import type { LetterOptions } from './letter.ts';
import { buildSampleLeads } from './sample-leads.ts';
import type { TemplateFault } from './template/template-fault.ts';
import type { TemplateRenderer } from './template/template-renderer.ts';

export interface LetterFault extends TemplateFault {
  letter: LetterKind;
}

/** Tries templates with several kinds of leads; what is wrong with them. */
export async function checkLetterTemplates(
  templates: LetterSettings['templates'],
  options: LetterOptions,
  renderer: Pick<TemplateRenderer, 'render'>,
): Promise<LetterFault[]> {
  const found: LetterFault[] = [];
  for (const kind of ['submission', 'status'] as const) {
    for (const lead of buildSampleLeads(kind, options.language)) {
      const { faults } = await composeLetter({ kind, lead, options, template: templates[kind] }, renderer);
      found.push(...faults.map((fault) => ({ letter: kind, ...fault })));
      if (faults.length > 0) break;
    }
  }
  return found;
}
