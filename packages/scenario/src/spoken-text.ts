import type { LeadFacts, ManagerPlace } from './types.ts';

/** What a form puts into a text is cut, so that nobody makes a manager listen for an hour. */
const MOST_CHARACTERS = 120;

/**
 * Fills `{{FORM}}`, `{{PERSON}}`, `{{OFFICE}}`, `{{SOURCE}}`, `{{PHONE}}` and `{{COMMENT}}`; what is not known is left
 * out. `{{PAUSE}}` becomes a line break, which the voice takes as a pause.
 */
export function spokenText(template: string, lead: LeadFacts, place: ManagerPlace): string {
  const words: Record<string, string | null | undefined> = {
    FORM: lead.formName,
    PERSON: lead.visitorName,
    OFFICE: lead.settings.offices[place.office]?.name,
    SOURCE: lead.source,
    PHONE: lead.phone,
    COMMENT: lead.comment,
  };
  return template
    .replace(/\s+/g, ' ')
    .replace(/\{\{\s*([A-Z]+)\s*\}\}/g, (_, word: string) => (word === 'PAUSE' ? '\n' : speakable(words[word] ?? '')))
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/** Letters, digits and punctuation that are read aloud; no markup that a voice might obey. */
function speakable(text: string): string {
  return text
    .slice(0, 4 * MOST_CHARACTERS)
    .replace(/[^\p{L}\p{M}\p{N} .,:;!?+@«»"'%№-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_CHARACTERS);
}
