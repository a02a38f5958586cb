import { describeStatus } from '@ringback/scenario';

import { cleanLine } from './clean-text.ts';
import { buildLetterSections } from './letter-sections.ts';
import { LETTER_WORDS } from './letter-words.ts';
import type { Letter, LetterLead, LetterOptions } from './letter.ts';
import { renderLetterHtml, renderLetterText } from './render-letter.ts';

/** The letter that a form makes as soon as it arrives: everything that the visitor wrote. */
export function buildLeadLetter(lead: LetterLead, options: LetterOptions): Letter {
  const { newLead } = LETTER_WORDS[options.language];
  return buildLetter(newLead, `${newLead}: ${describePerson(lead, options)}`, lead, options);
}

/** The letter at the end of a lead, with what came of the call in words. */
export function buildStatusLetter(lead: LetterLead, options: LetterOptions): Letter {
  const { callResult } = LETTER_WORDS[options.language];
  const heading = lead.status ? describeStatus(lead.status, options.language) : callResult;
  return buildLetter(heading, `${heading}: ${describePerson(lead, options)}`, lead, options);
}

function buildLetter(heading: string, subject: string, lead: LetterLead, options: LetterOptions): Letter {
  const { openLead } = LETTER_WORDS[options.language];
  const content = {
    language: options.language,
    heading,
    sections: buildLetterSections(lead, options),
    link: options.consoleUrl === null ? null : { label: openLead, url: linkToLead(options.consoleUrl, lead.id) },
  };
  return { subject, text: renderLetterText(content), html: renderLetterHtml(content) };
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

function linkToLead(consoleUrl: string, leadId: string): string {
  return `${consoleUrl.replace(/\/+$/, '')}/leads/${encodeURIComponent(leadId)}`;
}
