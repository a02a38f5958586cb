import { describeStatus, formatStatus, isSuccess } from '@ringback/scenario';

import { cleanText } from '../clean-text.ts';
import { formatTime, linkToLead, linkToPage, linkToRecordings } from '../letter-sections.ts';
import type { LetterContent, LetterLead, LetterOptions } from '../letter.ts';

/** What templates know of a lead. What was not sent is null. */
export function buildTemplateValues(lead: LetterLead, content: LetterContent, options: LetterOptions) {
  const { status } = lead;
  const clean = (text: string | null): string | null => (text === null ? null : cleanText(text) || null);
  return {
    heading: content.heading,
    lead_id: lead.id,
    lead_link: options.consoleUrl === null ? null : linkToLead(options.consoleUrl, lead.id),
    widget: clean(lead.widgetName),
    received_at: formatTime(lead.receivedAt, options),
    phone: clean(lead.phone ?? lead.phoneRaw),
    phone_link: lead.phone === null ? null : `tel:${lead.phone}`,
    name: clean(lead.visitorName),
    email: clean(lead.email),
    comment: clean(lead.comment),
    form: clean(lead.formName),
    page: clean(lead.page),
    page_link: linkToPage(lead.page),
    fields: lead.fields.map(({ name, value }) => ({ name: cleanText(name), value: cleanText(value) })),
    files: lead.files.map(({ name, bytes, kept }) => ({ name: cleanText(name), bytes, kept })),
    utm: {
      source: clean(lead.utm.source),
      medium: clean(lead.utm.medium),
      campaign: clean(lead.utm.campaign),
      content: clean(lead.utm.content),
      term: clean(lead.utm.term),
    },
    status: status && describeStatus(status, options.language),
    status_code: status && formatStatus(status),
    success: status !== null && isSuccess(status),
    talk_seconds: lead.talkSeconds,
    recording_link: linkToRecordings(options.consoleUrl, lead),
  };
}
