const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const number = { type: 'integer' } as const;
const numberOrNull = { type: ['integer', 'null'] } as const;
const flag = { type: 'boolean' } as const;
const moment = { type: 'string', format: 'date-time' } as const;
const momentOrNull = { type: ['string', 'null'], format: 'date-time' } as const;
const uuid = { type: 'string', format: 'uuid' } as const;

/** An object that always has all of its properties. */
function record<const Properties extends object>(properties: Properties, description?: string) {
  return { type: 'object', ...(description && { description }), required: Object.keys(properties), properties };
}

function listOf<const Items extends object>(items: Items) {
  return { type: 'array', items };
}

function oneOf<const Values extends readonly string[]>(...values: Values) {
  return { type: 'string', enum: values };
}

function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

const status = record(
  { manager: number, visitor: number, text },
  'How both legs went, as a pair of codes, and in words. Only 200/200 is success.',
);

const leg = record({
  role: oneOf('manager', 'visitor'),
  number: text,
  disposition: {
    type: ['string', 'null'],
    enum: [
      'answered',
      'busy',
      'no-answer',
      'declined',
      'unavailable',
      'failed',
      'machine',
      'cancelled',
      'unknown',
      null,
    ],
    description: 'How it ended; null while it has not.',
  },
  code: numberOrNull,
  dialedAt: momentOrNull,
  answeredAt: momentOrNull,
  endedAt: momentOrNull,
});

const attempt = record(
  {
    number,
    startedAt: moment,
    endedAt: momentOrNull,
    status: { anyOf: [ref('Status'), { type: 'null' }] },
    legs: listOf(ref('Leg')),
  },
  'One try to connect both sides, counted from 1.',
);

const delivery = record(
  {
    id: uuid,
    kind: oneOf('forward', 'email', 'notification'),
    target: text,
    state: oneOf('pending', 'delivered', 'failed', 'refused'),
    attempts: listOf(record({ at: moment, responseStatus: numberOrNull, error: textOrNull, durationMs: number })),
  },
  'A letter, a forward of the form, or a notification of the status; its id never changes.',
);

const deliveryState = oneOf('pending', 'delivered', 'failed', 'refused');

const deliveryTry = record(
  {
    at: moment,
    method: textOrNull,
    address: { type: ['string', 'null'], description: 'The address that was connected to.' },
    responseStatus: numberOrNull,
    firstByteMs: numberOrNull,
    durationMs: number,
    error: textOrNull,
    answer: { type: ['string', 'null'], description: 'The first 2 kB of the answer.' },
  },
  'One try of a delivery. A letter has no method, a refused connection no address.',
);

const deliveryEntry = record({
  id: uuid,
  leadId: uuid,
  widgetHash: text,
  widgetName: text,
  kind: oneOf('forward', 'email', 'notification'),
  event: oneOf('submission', 'lead.accepted', 'call.started', 'call.finished', 'webhook.off'),
  target: text,
  state: deliveryState,
  createdAt: moment,
  nextAttemptAt: { ...momentOrNull, description: 'Null when no try is to come.' },
  tries: listOf(ref('DeliveryTry')),
});

const webhook = record({
  id: { type: 'string', description: 'Follows from the address.' },
  widgetHash: text,
  widgetName: text,
  url: text,
  events: listOf(oneOf('lead.accepted', 'call.started', 'call.finished')),
  method: oneOf('POST', 'GET'),
  shape: oneOf('lead', 'flat'),
  headers: { ...listOf(text), description: 'Their names.' },
  secrets: { ...listOf(text), description: 'Their last characters, newest first; each of them signs.' },
  scheduleSeconds: { type: ['array', 'null'], items: { type: 'number' }, description: 'Null: that of the widget.' },
  widgetScheduleSeconds: listOf({ type: 'number' }),
  failingSince: { ...momentOrNull, description: 'Null when the last notification was taken.' },
  switchedOffAt: momentOrNull,
  reason: { type: ['string', 'null'], enum: ['gone', 'failing', 'owner', null] },
});

const file = record(
  {
    id: uuid,
    field: text,
    name: text,
    contentType: { type: 'string', description: 'As the sender calls it; not to be believed.' },
    bytes: number,
    kept: { type: 'boolean', description: 'It can be downloaded.' },
    reason: {
      type: ['string', 'null'],
      enum: ['too-large', 'too-many', 'not-stored', null],
      description: 'Why it is not kept; null when it is.',
    },
  },
  'A file of the form.',
);

const recording = record(
  {
    attempt: number,
    startedAt: moment,
    state: oneOf('recorded', 'kept', 'lost'),
    bytes: { type: ['number', 'null'], description: 'Null while it is not kept.' },
    url: { type: 'string', description: 'Relative to the address of the console.' },
  },
  'What was said in a talk: a WAV, which can be downloaded once it is kept.',
);

const recognition = {
  type: 'object',
  required: ['field', 'reason'],
  properties: {
    field: text,
    reason: oneOf('alias', 'name-contains', 'by-value', 'pinned'),
    words: { type: 'string', description: 'Of a consent: what the visitor has agreed to, where the form has sent it.' },
  },
} as const;

const consent = record({
  field: text,
  words: { type: ['string', 'null'], description: 'Of the box, where the form has sent them.' },
  page: textOrNull,
  at: moment,
});

const lead = record(
  {
    id: uuid,
    receivedAt: moment,
    widgetHash: text,
    widgetName: text,
    phone: { type: ['string', 'null'], description: 'E.164; null when it cannot be called.' },
    phoneRaw: { type: ['string', 'null'], description: 'As it was typed.' },
    visitorName: textOrNull,
    email: textOrNull,
    comment: textOrNull,
    formName: textOrNull,
    fields: { ...listOf(record({ name: text, value: text })), description: 'As the form has sent them, in its order.' },
    files: listOf(ref('File')),
    recognised: {
      type: 'object',
      description: 'Which field was taken for what, and why.',
      additionalProperties: recognition,
    },
    utm: record({
      type: textOrNull,
      source: textOrNull,
      medium: textOrNull,
      campaign: textOrNull,
      content: textOrNull,
      term: textOrNull,
    }),
    visit: {
      type: 'object',
      description: 'The sections of the visit basket with their keys.',
      additionalProperties: { type: 'object', additionalProperties: text },
    },
    consent: {
      anyOf: [ref('Consent'), { type: 'null' }],
      description: 'What the visitor has agreed to, where the form says so.',
    },
    ids: record(
      { gclid: textOrNull, yclid: textOrNull, ymUid: textOrNull, gaClientId: textOrNull, roistatVisit: textOrNull },
      'Of the visitor in statistics and advertising systems.',
    ),
    page: textOrNull,
    referrer: textOrNull,
    ip: textOrNull,
    userAgent: textOrNull,
    isSend: flag,
    backUrl: { type: ['string', 'null'], description: 'As it came.' },
    responseMethod: oneOf('POST', 'GET'),
    isRedirect: flag,
    state: ref('LeadState'),
    status: { anyOf: [ref('Status'), { type: 'null' }] },
    talkSeconds: { type: ['number', 'null'] },
    attempts: listOf(ref('Attempt')),
    recordings: listOf(ref('Recording')),
    timeline: listOf(record({ at: moment, type: text, text })),
    deliveries: listOf(ref('Delivery')),
  },
  'One person who wants a call. What was not sent is null.',
);

const block = record(
  {
    id: uuid,
    widgetHash: { type: ['string', 'null'], description: 'Null: for the whole installation.' },
    phone: { type: ['string', 'null'], description: '`+79161234567`, or `+7916*` for all numbers that begin so.' },
    network: { type: ['string', 'null'], description: 'An IP address, or a CIDR block of them.' },
    note: textOrNull,
    createdAt: moment,
  },
  'An entry of a block list: a phone that is not called, or an address for which nobody is called.',
);

const newBlock = {
  type: 'object',
  description: 'Either `phone` or `network`.',
  required: ['widgetHash'],
  properties: {
    widgetHash: { type: ['string', 'null'], description: 'Null: for the whole installation; operators only.' },
    phone: textOrNull,
    network: textOrNull,
    note: textOrNull,
  },
};

const letterKind = oneOf('submission', 'status');

const letterSettings = {
  recipients: listOf(
    record({
      to: text,
      letter: letterKind,
      when: oneOf('success', 'failure', 'all'),
      office: { type: ['string', 'null'], description: 'Only the leads of this office; null: all.' },
    }),
  ),
  templates: record(
    { submission: ref('LetterTemplate'), status: ref('LetterTemplate') },
    'In Liquid. Null: our own words.',
  ),
};

const smtpAccount = {
  host: text,
  port: number,
  security: oneOf('tls', 'starttls', 'none'),
  username: textOrNull,
  sender: text,
};

const draft = { letter: letterKind, subject: textOrNull, body: textOrNull };

const letterSchemas = {
  LetterTemplate: record({ subject: textOrNull, body: textOrNull }),
  LetterSettings: record(letterSettings),
  Letters: record({
    language: oneOf('ru', 'en'),
    offices: listOf(text),
    ...letterSettings,
    account: { anyOf: [ref('SmtpAccount'), { type: 'null' }] },
    installationSender: textOrNull,
  }),
  SmtpAccount: record({ ...smtpAccount, hasPassword: flag }),
  NewSmtpAccount: record({
    ...smtpAccount,
    password: {
      type: ['string', 'null'],
      description: 'Null keeps the one that was given for this host, port and user name.',
    },
  }),
  LetterDraft: record(draft),
  TestLetter: record({ ...draft, to: text }),
  Letter: record({ subject: text, text, html: text }),
  TestLetterSent: record({ response: { type: 'string', description: 'The words of the mail server.' } }),
};

const behaviour = {
  type: 'object',
  description:
    'How somebody behaves at the phone. Times count from the first ring, from the text, and from the answer.',
  properties: {
    does: oneOf('answer', 'not-answer', 'decline', 'be-busy', 'be-unavailable', 'fail', 'be-a-machine'),
    afterSeconds: { type: 'number', default: 5 },
    key: textOrNull,
    keyAfterSeconds: { type: 'number', default: 3 },
    staysSeconds: { type: ['number', 'null'] },
  },
} as const;

const rehearsalSchemas = {
  Behaviour: behaviour,
  RehearsalRequest: {
    type: 'object',
    required: ['phone', 'managers'],
    properties: {
      at: { ...moment, description: 'When the form comes; now, if it is left out.' },
      phone: text,
      visitorName: textOrNull,
      formName: textOrNull,
      comment: textOrNull,
      source: textOrNull,
      visitor: ref('Behaviour'),
      managers: {
        ...listOf(ref('Behaviour')),
        description: 'In the order of the settings; the last one stands for all after it.',
      },
    },
  },
  Rehearsal: record({
    status: ref('Status'),
    calls: listOf(record({ at: moment, role: oneOf('manager', 'visitor'), number: text, person: textOrNull })),
    timeline: listOf(record({ at: moment, type: text, text })),
  }),
};

const problem = {
  type: 'object',
  description: 'RFC 9457. Details of the problem are further members.',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: text,
    status: number,
    detail: text,
    instance: { type: 'string', format: 'uri' },
  },
  additionalProperties: true,
};

export const openApiSchemas = {
  LeadState: oneOf('accepted', 'scheduled', 'calling', 'talking', 'finished'),
  Status: status,
  Leg: leg,
  Attempt: attempt,
  Delivery: delivery,
  DeliveryTry: deliveryTry,
  DeliveryEntry: deliveryEntry,
  DeliveryPage: record({ items: listOf(ref('DeliveryEntry')), nextCursor: textOrNull }),
  Replay: record({
    count: { ...number, description: 'Deliveries that the filter finds.' },
    replayed: { ...number, description: 'Deliveries that are sent again.' },
  }),
  WebhookList: record({ items: listOf(ref('Webhook')) }),
  Webhook: webhook,
  NewWebhook: record({
    url: text,
    events: listOf(oneOf('lead.accepted', 'call.started', 'call.finished')),
    method: oneOf('POST', 'GET'),
    shape: oneOf('lead', 'flat'),
    headers: listOf(record({ name: text, value: { type: ['string', 'null'], description: 'Null: as it is.' } })),
    scheduleSeconds: { type: ['array', 'null'], items: { type: 'number' } },
  }),
  WebhookWithSecret: record({ webhook: ref('Webhook'), secret: { type: 'string', description: 'Told this once.' } }),
  WebhookTest: record({
    outcome: oneOf('taken', 'answered', 'refused', 'unanswered'),
    responseStatus: { type: ['number', 'null'] },
    durationMs: number,
    address: textOrNull,
    error: textOrNull,
    answer: { type: ['string', 'null'], description: 'Its start.' },
  }),
  SwitchedOff: record({ switchedOff: flag }),
  SwitchedOn: record({ switchedOn: flag }),
  Cancellation: record({ cancelledAt: moment }),
  File: file,
  Recording: recording,
  Consent: consent,
  Lead: lead,
  LeadPage: record({ items: listOf(ref('Lead')), nextCursor: textOrNull }),
  WidgetList: record({ items: listOf(record({ hash: text, name: text, enabled: flag })) }),
  Block: block,
  BlockList: record({ items: listOf(ref('Block')) }),
  NewBlock: newBlock,
  Session: record({
    user: record({ email: text, name: text, role: oneOf('member', 'operator') }),
    account: record({ name: textOrNull }),
  }),
  ...letterSchemas,
  ...rehearsalSchemas,
  Problem: problem,
};
