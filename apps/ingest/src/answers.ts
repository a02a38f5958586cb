import { firstSiteUrl, registeredUrl, resolveBackUrl } from '@ringback/submission';

import type { Acceptance, Sender } from './accept-submission.ts';
import { PAGE_SECURITY_POLICY, renderPage, type Language, type PageName, type PageOptions } from './pages.ts';
import { CALL_REFUSALS, REFUSAL_NAMES, REFUSALS, type Refusal, type RefusalName } from './refusals.ts';

export const ANSWER_NAMES = ['kept', 'kept-not-callable', ...REFUSAL_NAMES] as const;
export type AnswerName = (typeof ANSWER_NAMES)[number];

interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An HTTP answer, decided and not yet sent. */
export interface Answer extends HttpAnswer {
  name: AnswerName;
}

/** Who reads the answer: a person who has left the site's page, or a script of that page. */
export interface Reader {
  wantsPage: boolean;
  /** For what is answered before a widget is known. */
  language: Language;
}

type Accepted = Extract<Acceptance, { status: 'accepted' }>;

/** The answer to an acceptance. What is kept is answered 200 with its id: senders send again on anything else. */
export function answerTo(acceptance: Acceptance, reader: Reader, sender: Sender): Answer {
  if (acceptance.status === 'refused') {
    const { widget, refusal, retryAfterSeconds } = acceptance;
    const link = widget && linkBack(widget.sites, sender);
    const language = widget?.language ?? reader.language;
    return answerRefusal(
      refusal,
      { ...reader, language },
      {
        link,
        ...(widget && { answerPages: widget.answerPages }),
        ...(retryAfterSeconds && { retryAfterSeconds }),
      },
    );
  }
  const answer = reader.wantsPage ? answerWithPage(acceptance, sender) : answerToScript(acceptance, sender);
  const name = acceptance.phoneRefusal === null ? 'kept' : 'kept-not-callable';
  return { ...answer, name, headers: { ...answer.headers, 'Ringback-Lead-Id': acceptance.leadId } };
}

interface RefusalOptions extends Partial<Omit<PageOptions, 'language'>> {
  reason?: string;
  retryAfterSeconds?: number;
}

/** The answer to what is not kept. `reason` is a sentence of ours, never input. */
export function answerRefusal(
  name: RefusalName,
  reader: Reader,
  { reason, link = null, answerPages = {}, retryAfterSeconds }: RefusalOptions = {},
): Answer {
  const refusal: Refusal = REFUSALS[name];
  const retryAfter = retryAfterSeconds ?? refusal.retryAfterSeconds;
  const answer = reader.wantsPage
    ? page(refusal.httpStatus, name, { language: reader.language, link, answerPages })
    : json(refusal.httpStatus, { status: 'fail', code: refusal.code, reason: reason ?? refusal.reason });
  if (retryAfter === undefined) return { ...answer, name };
  return { ...answer, name, headers: { ...answer.headers, 'Retry-After': String(retryAfter) } };
}

function answerWithPage(accepted: Accepted, sender: Sender): HttpAnswer {
  const { widget, phoneRefusal } = accepted;
  const name: PageName = phoneRefusal ?? 'accepted';
  const redirect = redirectOf(accepted, sender);
  if (redirect) return { status: 303, headers: { Location: redirect.href }, body: '' };
  const { language, answerPages, sites } = widget;
  return page(200, name, { language, answerPages, link: linkBack(sites, sender) });
}

function answerToScript(accepted: Accepted, sender: Sender): HttpAnswer {
  const refusal = accepted.phoneRefusal;
  const redirect = redirectOf(accepted, sender);
  return json(200, {
    status: 'success',
    id: accepted.leadId,
    ...(refusal && { call: { code: refusal, reason: CALL_REFUSALS[refusal] } }),
    ...(redirect && { redirect: redirect.href }),
  });
}

/** Where the visitor goes on to. Nobody is sent to a thank-you page who first has to correct the phone. */
function redirectOf({ widget, form, phoneRefusal }: Accepted, sender: Sender): URL | null {
  if (!form.isRedirect || phoneRefusal !== null) return null;
  return resolveBackUrl(widget.thankYouUrl, widget.sites, sender) ?? resolveBackUrl(form.backUrl, widget.sites, sender);
}

function linkBack(sites: string[], sender: Sender): URL | null {
  return registeredUrl(sender.referer, sites) ?? firstSiteUrl(sites);
}

function page(status: number, name: PageName, options: PageOptions): HttpAnswer {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': PAGE_SECURITY_POLICY },
    body: renderPage(name, options),
  };
}

function json(status: number, body: object): HttpAnswer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
