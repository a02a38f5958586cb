import { randomBytes } from 'node:crypto';

export const WEBHOOK_SECRET = `whsec_${randomBytes(32).toString('base64')}`;

/** As large as the notification of a lead from a small form. */
export const SAMPLE_BODY = JSON.stringify({
  type: 'lead.accepted',
  version: 1,
  timestamp: '2026-11-23T10:01:30.000Z',
  data: { lead: { visitorName: 'Иван', fields: 'x'.repeat(1400) } },
});
