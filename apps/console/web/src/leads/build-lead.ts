import type { LeadView } from '../../../src/api/lead-view.ts';

/** A lead for tests: what matters is given, the rest is filled in. */
export function buildLead(lead: Partial<LeadView>): LeadView {
  return {
    id: 'lead-1',
    receivedAt: '2026-11-23T10:00:00.000Z',
    widgetHash: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
    widgetName: 'Windows',
    phone: '+79161234567',
    phoneRaw: '8 916 123-45-67',
    visitorName: null,
    email: null,
    comment: null,
    formName: null,
    fields: [],
    files: [],
    recognised: {},
    utm: { type: null, source: null, medium: null, campaign: null, content: null, term: null },
    consent: null,
    visit: {},
    ids: { gclid: null, yclid: null, ymUid: null, gaClientId: null, roistatVisit: null },
    page: null,
    referrer: null,
    ip: null,
    userAgent: null,
    isSend: false,
    backUrl: null,
    responseMethod: 'POST',
    isRedirect: false,
    state: 'accepted',
    status: null,
    talkSeconds: null,
    attempts: [],
    timeline: [],
    deliveries: [],
    ...lead,
  };
}
