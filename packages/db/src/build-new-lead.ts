import { randomUUID } from 'node:crypto';

import { parseWidgetSettings, transition, type Transition } from '@ringback/scenario';
import type { AcceptedSubmission, Submission } from '@ringback/submission';

import { leadFactsOf } from './lead-facts.ts';
import type { NewLead } from './persist-leads.ts';

const SETTINGS = parseWidgetSettings({
  language: 'en',
  sites: ['shop.example'],
  offices: [{ name: 'Sales', managers: [{ name: 'Anna', number: '+74950000001' }] }],
});

/** The moment that the leads of tests are received and decided at. */
export const NOW = new Date('2026-11-20T10:00:00.000Z');

export function secondsLater(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000);
}

interface Given {
  accountId: string;
  widgetId: string;
  leadId?: string;
  submission?: Partial<Submission>;
  /** Instead of the decision that the submission leads to. */
  transition?: Transition;
}

/** A lead with its first decision, in a widget with one manager; phones differ from lead to lead. */
export function buildNewLead(given: Given): NewLead {
  const accepted = buildAccepted(given);
  const { leadId, submission } = accepted;
  const { source } = submission.utm;
  const lead = leadFactsOf({ ...submission, leadId, receivedAt: NOW, source }, SETTINGS);
  const refusals = {
    widgetOff: false,
    phone: submission.phoneRefusal,
    phoneBlocked: null,
    addressBlocked: null,
    chainUnfinished: false,
    reachedRecently: false,
  };
  const decided =
    given.transition ?? transition({ status: 'accepted' }, { type: 'lead-accepted', refusals }, lead, NOW);
  return { accepted, decision: { leadId, version: 1, transition: decided, deliveries: [], at: NOW } };
}

let phones = 0;

/** A submission as ingest hands it over. */
function buildAccepted(given: Omit<Given, 'transition'>): AcceptedSubmission {
  phones += 1;
  return {
    leadId: given.leadId ?? randomUUID(),
    digest: randomUUID(),
    receivedAt: NOW.toISOString(),
    widgetId: given.widgetId,
    accountId: given.accountId,
    settingsVersion: 1,
    ip: '192.0.2.1',
    userAgent: null,
    origin: null,
    submission: {
      widgetHash: '0'.repeat(32),
      backUrl: null,
      isSend: false,
      responseMethod: 'POST',
      isRedirect: false,
      cookiesBasket: null,
      fields: [{ name: 'tel', value: 'x' }],
      charset: 'utf-8',
      phoneRaw: 'x',
      phone: `+7916${String(phones).padStart(7, '0')}`,
      phoneRefusal: null,
      visitorName: 'Ivan',
      email: null,
      comment: null,
      formName: 'Order',
      recognised: {},
      utm: { type: null, source: null, medium: null, campaign: null, content: null, term: null },
      visit: {},
      page: null,
      referrer: null,
      ...given.submission,
    },
  };
}
