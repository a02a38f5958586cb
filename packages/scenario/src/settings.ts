import Joi from 'joi';

import { letterSettingsSchema, withLetters, type LetterSettings } from './letter-settings.ts';
import { RETRIED_BY_DEFAULT, STATUSES, type Language } from './statuses.ts';
import { scheduleSchema, webhooksSchema, withWebhooks, type WebhookSettings } from './webhook-settings.ts';

export interface Manager {
  name: string;
  number: string;
  /** How many calls this number takes at a time. */
  lines: number;
}

export interface Office {
  name: string;
  /** Rung in turn. */
  managers: Manager[];
}

/** What the owner of a widget decides. One document, versioned; a lead keeps the version it was accepted under. */
export interface WidgetSettings {
  language: Language;
  /** `host[:port]` or `*.host[:port]`; forwards and redirects never leave them. */
  sites: string[];
  thankYouUrl: string | null;
  phone: { countries: string[]; numberTypes: string[] };
  /** Of one form; what is over them is not kept, and the lead says so. */
  files: { maxCount: number; maxBytes: number };
  pins: Partial<Record<'phone' | 'visitorName' | 'email' | 'comment' | 'formName' | 'consent', string>>;
  offices: Office[];
  callerId: string | null;
  briefing: {
    /** Spoken to the manager; `{{FORM}}`, `{{PERSON}}` and `{{OFFICE}}` are filled in. */
    text: string;
    acceptBy: 'key' | 'answer';
    acceptKey: string;
    cancelKey: string;
    /** How long a key is waited for. */
    timeoutSeconds: number;
    /** How many times the text is spoken. */
    repeats: number;
  };
  managerRingTimeoutSeconds: number;
  visitorRingTimeoutSeconds: number;
  talkLimitSeconds: number;
  /** A shorter talk is tried again; 0: any talk is good. */
  leastTalkSeconds: number;
  retry: { intervalsSeconds: number[]; statuses: string[] };
  /** A success within this time makes a new order of the same phone a repeat (813); 0: never. */
  repeatWindowSeconds: number;
  /** An older lead is not called by itself. */
  freshnessSeconds: number;
  letters: LetterSettings;
  webhooks: WebhookSettings[];
  forwardScheduleSeconds: number[];
  notificationScheduleSeconds: number[];
}

const statusCodes = STATUSES.map(({ code }) => code);
const phoneKey = Joi.string().pattern(/^[0-9*#]$/);
const site = Joi.string()
  .lowercase()
  .pattern(/^(\*\.)?[a-z0-9\u0080-\uffff.-]+(:\d{1,5})?$/u, 'host[:port] or *.host[:port]');
const pinned = Joi.string().max(200);

const manager = Joi.object({
  name: Joi.string().max(100).required(),
  number: Joi.string()
    .pattern(/^\+?[0-9]{2,15}$/, 'phone number')
    .required(),
  lines: Joi.number().integer().min(1).max(1000).default(1),
});

const schema = Joi.object<WidgetSettings>({
  language: Joi.valid('ru', 'en').default('ru'),
  sites: Joi.array().items(site).min(1).max(100).required(),
  thankYouUrl: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .allow(null)
    .default(null),
  phone: Joi.object({
    countries: Joi.array().items(Joi.string().uppercase().length(2)).min(1).default(['RU']),
    numberTypes: Joi.array()
      .items(Joi.string().uppercase())
      .min(1)
      .default(['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP']),
  }).default(),
  files: Joi.object({
    maxCount: Joi.number().integer().min(0).max(10).default(5),
    maxBytes: Joi.number().integer().min(1).max(20_000_000).default(5_000_000),
  }).default(),
  pins: Joi.object({
    phone: pinned,
    visitorName: pinned,
    email: pinned,
    comment: pinned,
    formName: pinned,
    consent: pinned,
  }).default({}),
  offices: Joi.array()
    .items(
      Joi.object({
        name: Joi.string().max(100).required(),
        managers: Joi.array().items(manager).min(1).max(50).required(),
      }),
    )
    .min(1)
    .max(50)
    .required(),
  callerId: Joi.string()
    .pattern(/^\+?[0-9]{2,15}$/)
    .allow(null)
    .default(null),
  briefing: Joi.object({
    text: Joi.string().max(1000).default('Заявка с формы {{FORM}}. Нажмите один, чтобы соединиться с клиентом.'),
    acceptBy: Joi.valid('key', 'answer').default('key'),
    acceptKey: phoneKey.default('1'),
    // A default is not validated by joi, so it keeps clear of the accept key itself.
    cancelKey: phoneKey
      .invalid(Joi.ref('acceptKey'))
      .default(({ acceptKey }: { acceptKey?: string }) => (acceptKey === '0' ? '9' : '0')),
    timeoutSeconds: Joi.number().min(3).max(300).default(30),
    repeats: Joi.number().integer().min(1).max(10).default(3),
  }).default(),
  managerRingTimeoutSeconds: Joi.number().min(1).max(300).default(30),
  visitorRingTimeoutSeconds: Joi.number().min(1).max(300).default(40),
  talkLimitSeconds: Joi.number().min(10).max(14_400).default(3600),
  leastTalkSeconds: Joi.number().min(0).max(600).default(0),
  retry: Joi.object({
    intervalsSeconds: Joi.array().items(Joi.number().min(1).max(604_800)).max(20).default([60, 300, 900]),
    statuses: Joi.array()
      .items(Joi.valid(...statusCodes))
      .default([...RETRIED_BY_DEFAULT]),
  }).default(),
  repeatWindowSeconds: Joi.number().min(0).max(604_800).default(600),
  freshnessSeconds: Joi.number().min(10).max(604_800).default(900),
  letters: letterSettingsSchema.default(),
  webhooks: webhooksSchema,
  forwardScheduleSeconds: scheduleSchema.default([0, 5, 60, 600, 3600]),
  notificationScheduleSeconds: scheduleSchema.default([0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]),
});

/** Fills in the defaults; throws joi's error, which names every field that is wrong. */
export function parseWidgetSettings(document: unknown): WidgetSettings {
  return Joi.attempt(withWebhooks(withLetters(document)), schema, { abortEarly: false });
}
