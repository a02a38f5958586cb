import type { LeadView } from '@ringback/db';
import { TargetRefusedError } from '@ringback/delivery';
import {
  createMailer,
  createTemplateRenderer,
  type LetterExit,
  type Mailer,
  type TemplateRenderer,
} from '@ringback/letters';
import { startSmtpSink, type SmtpSink } from '@ringback/test-kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { TryOutcome } from '../delivery/plan-next-try.ts';
import { buildSettings } from '../open-test-widget.ts';
import { sendLetter } from './send-letter.ts';

let sink: SmtpSink;
let mailer: Mailer;
let templates: TemplateRenderer;
beforeAll(async () => {
  sink = await startSmtpSink();
  mailer = createMailer({ smtpUrl: sink.url });
  templates = createTemplateRenderer();
});
afterAll(async () => {
  await templates.close();
  mailer.close();
  await sink.close();
});

const lead: LeadView = {
  id: '0199-lead',
  receivedAt: '2026-11-23T10:00:00.000Z',
  widgetHash: 'a'.repeat(32),
  widgetName: 'Shop',
  phone: '+79000000010',
  phoneRaw: null,
  visitorName: 'Ivan',
  email: 'ivan@site.example',
  comment: null,
  formName: null,
  fields: [],
  files: [],
  recordings: [],
  recognised: {},
  consent: null,
  ids: { gclid: null, yclid: null, ymUid: null, gaClientId: null, roistatVisit: null },
  utm: { type: null, source: null, medium: null, campaign: null, content: null, term: null },
  visit: {},
  page: null,
  referrer: null,
  ip: null,
  userAgent: null,
  isSend: false,
  backUrl: null,
  responseMethod: 'POST',
  isRedirect: false,
  state: 'finished',
  status: { manager: 200, visitor: 200, text: 'Connected' },
  talkSeconds: 61,
  attempts: [],
  timeline: [],
  deliveries: [],
};

function send(settings: object, exit: LetterExit = { mailer, sender: 'robot@shop.example' }): Promise<TryOutcome> {
  const postOffice = { find: () => Promise.resolve(exit), installation: exit };
  const delivery = { id: '0199-delivery', event: 'call.finished', target: 'boss@shop.example' } as const;
  const letterSettings = { settings: buildSettings(settings), attachments: [] };
  return sendLetter(delivery, lead, letterSettings, { postOffice, templates, consoleUrl: null });
}

const withTemplate = (subject: string) => ({ letters: { templates: { status: { subject } } } });

describe('sendLetter', () => {
  it('writes in the words of the widget', async () => {
    expect(await send(withTemplate('{{ name }}: {{ status_code }}'))).toMatchObject({ kind: 'delivered', error: null });
    expect(sink.mails.at(-1)?.mail.subject).toBe('Ivan: 200/200');
  });

  it('loses no letter over a template that fails, and says what failed', async () => {
    expect(await send(withTemplate('{{ name | nope }}'))).toEqual({
      kind: 'delivered',
      responseStatus: 250,
      error: 'sent in our own words: the template of the subject failed in line 1: undefined filter: nope',
      retryAfter: null,
    });
    expect(sink.mails.at(-1)?.mail.subject).toMatch(/^Conne.*: Ivan, \+79000000010$/);
  });

  it('tells the time of the widget', async () => {
    const schedule = { timeZone: 'Asia/Vladivostok' };
    await send({ schedule, ...withTemplate('{{ received_at }}') });
    expect(sink.mails.at(-1)?.mail.subject).toBe('23 November 2026 at 20:00 GMT+10');
  });

  it.each([
    [550, 'failed'],
    [451, 'missed'],
  ])('takes %i of the mail server for %s', async (code, kind) => {
    sink.refuseNext(1, code);
    expect(await send({})).toMatchObject({ kind, responseStatus: code });
  });

  it('is refused by our own rules when the mail server of the widget lies inside', async () => {
    const refusing = { send: () => Promise.reject(new TargetRefusedError('the host is not public')) };
    expect(await send({}, { mailer: refusing, sender: 'robot@shop.example' })).toMatchObject({
      kind: 'refused',
      error: 'the host is not public',
    });
  });
});
