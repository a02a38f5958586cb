import { describeStatus, type LetterKind } from '@ringback/scenario';

import { cleanLine } from './clean-text.ts';
import { buildLetterSections, linkToLead } from './letter-sections.ts';
import { LETTER_WORDS } from './letter-words.ts';
import type { Letter, LetterContent, LetterLead, LetterOptions } from './letter.ts';
import { renderLetterHtml, renderLetterText } from './render-letter.ts';

/** Our own words for a letter: what the visitor wrote, and at the end what came of the call. */
export function buildLetterContent(kind: LetterKind, lead: LetterLead, options: LetterOptions): LetterContent {
  const { language, consoleUrl } = options;
  const { newLead, callResult, openLead, call } = LETTER_WORDS[language];
  const result = lead.status ? describeStatus(lead.status, language) : callResult;
  const heading = kind === 'submission' ? newLead : result;
  return {
    language,
    subject: `${heading}: ${describePerson(lead, options)}`,
    heading,
    sections: buildLetterSections(kind, lead, options),
    call: lead.phone === null ? null : { label: `${call} ${lead.phone}`, url: `tel:${lead.phone}` },
    link: consoleUrl === null ? null : { label: openLead, url: linkToLead(consoleUrl, lead.id) },
  };
}

export function buildLetter(kind: LetterKind, lead: LetterLead, options: LetterOptions): Letter {
  const content = buildLetterContent(kind, lead, options);
  return { subject: content.subject, text: renderLetterText(content), html: renderLetterHtml(content) };
}

/** `Иван, +79000000010, «Обратный звонок»`, of what there is. */
function describePerson(lead: LetterLead, { language }: LetterOptions): string {
  const formName = cleanLine(lead.formName ?? '', 60);
  const parts = [
    cleanLine(lead.visitorName ?? '', 60),
    cleanLine(lead.phone ?? lead.phoneRaw ?? '', 30) || LETTER_WORDS[language].noPhone,
    formName === '' ? '' : language === 'ru' ? `«${formName}»` : `“${formName}”`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
