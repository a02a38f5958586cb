import { randomUUID } from 'node:crypto';

import type { LetterKind, LetterTemplate } from '@ringback/scenario';

import { buildLetterContent } from './build-letter.ts';
import type { Letter, LetterLead, LetterOptions } from './letter.ts';
import {
  renderLetterFrame,
  renderLetterHtml,
  renderLetterText,
  renderTable,
  renderTableText,
} from './render-letter.ts';
import type { TemplateFault } from './template/template-fault.ts';
import type { TemplateRenderer } from './template/template-renderer.ts';
import { buildTemplateValues } from './template/template-values.ts';

export interface LetterParts {
  kind: LetterKind;
  lead: LetterLead;
  options: LetterOptions;
  template: LetterTemplate;
}

export interface ComposedLetter {
  letter: Letter;
  /** Why the letter has our own words although there is a template. */
  faults: TemplateFault[];
}

/** The letter in the widget's words. Where its template fails, in ours: no lead is lost over a template. */
export async function composeLetter(
  { kind, lead, options, template: { subject, body } }: LetterParts,
  renderer: Pick<TemplateRenderer, 'render'>,
): Promise<ComposedLetter> {
  const content = buildLetterContent(kind, lead, options);
  const standard = { subject: content.subject, text: renderLetterText(content), html: renderLetterHtml(content) };
  if (subject === null && body === null) return { letter: standard, faults: [] };
  const outcome = await renderer.render({
    subject,
    body,
    values: buildTemplateValues(lead, content, options),
    leadTable: { html: renderTable(content).markup, text: renderTableText(content) },
    tableMark: randomUUID(),
  });
  if ('faults' in outcome) return { letter: standard, faults: outcome.faults };
  return {
    letter: {
      subject: outcome.subject ?? standard.subject,
      text: outcome.body?.text ?? standard.text,
      html: outcome.body ? renderLetterFrame(content, { markup: outcome.body.html }) : standard.html,
    },
    faults: [],
  };
}
