import Joi from 'joi';

import { letterSettingsSchema, withLetters, type LetterSettings } from './letter-settings.ts';
import { callScheduleSchema, type Schedule } from './schedule-settings.ts';
import { RETRIED_BY_DEFAULT, STATUSES, type Language } from './statuses.ts';
import { scheduleSchema, webhooksSchema, withWebhooks, type WebhookSettings } from './webhook-settings.ts';

export interface Manager {
  name: string;
  number: string;
  /** How many calls this number takes at a time. */
  lines: number;
  /** Dialled when the switchboard at this number has answered, after a delay. */
  extension: { digits: string; delaySeconds: number } | null;
}

export interface Office {
  name: string;
  managers: Manager[];
}

interface AnswerPage {
  title: string;
  text: string;
}

/** By when they are shown: the form is kept; its phone is no number, or one that is not called; the widget is off. */
type AnswerPages = Partial<Record<'accepted' | 'phoneNotValid' | 'phoneNotCalled' | 'switchedOff', AnswerPage>>;

/** What the owner of a widget decides. One document, versioned; a lead keeps the version it was accepted under. */
export interface WidgetSettings {
  language: Language;
  /** `host[:port]` or `*.host[:port]`; forwards and redirects never leave them. */
  sites: string[];
  thankYouUrl: string | null;
  /** What the visitor reads after sending, instead of our own words; plain text. */
  answerPages: AnswerPages;
  phone: { countries: string[]; numberTypes: string[] };
  /** Of one form; what is over them is not kept, and the lead says so. */
  files: { maxCount: number; maxBytes: number };
  pins: Partial<Record<'phone' | 'visitorName' | 'email' | 'comment' | 'formName' | 'consent', string>>;
  offices: Office[];
  /** `in-turn`: one manager after the other. `at-once`: all of an office, then all of the next; the first to answer wins. */
  ring: 'in-turn' | 'at-once';
  callFirst: 'manager' | 'visitor';
  callerId: string | null;
  /** The exchanges that calls go over, the best one first; empty: all, in turns. */
  exchanges: string[];
  briefing: {
    /** Spoken to the manager; `{{FORM}}`, `{{PERSON}}`, `{{OFFICE}}`, `{{SOURCE}}` and `{{PAUSE}}` are filled in. */
    text: string;
    /** The manager takes the call by a key, by answering, or by having heard the text `repeats` times. */
    acceptBy: 'key' | 'answer' | 'repeats';
    acceptKey: string;
    /** Gives up this and all later attempts. */
    cancelKey: string;
    /** Hangs up and calls again after `postponeSeconds`. */
    postponeKey: string;
    postponeSeconds: number;
    /** Speaks `infoText`. */
    infoKey: string;
    /** As `text`; has `{{PHONE}}` and `{{COMMENT}}` besides. */
    infoText: string;
    /** How long a key is waited for. */
    timeoutSeconds: number;
    /** How many times the text is spoken. */
    repeats: number;
  };
  /** Spoken to a visitor who is called first and waits for a manager; empty: nothing. */
  visitorGreeting: string;
  managerRingTimeoutSeconds: number;
  visitorRingTimeoutSeconds: number;
  /** The most that may pass from dialling the visitor to their answer, over all ways out (717). */
  visitorConnectLimitSeconds: number;
  talkLimitSeconds: number;
  /** Whether talks are recorded. */
  record: boolean;
  /** A shorter talk is tried again; 0: any talk is good. */
  leastTalkSeconds: number;
  retry: {
    intervalsSeconds: number[];
    statuses: string[];
    /** Who has declined a call is left in peace for this long at least. */
    quietSeconds: number;
  };
  /** A success within this time makes a new order of the same phone a repeat (813); 0: never. */
  repeatWindowSeconds: number;
  /** Attempts that may begin in an hour, and in a day (814); 0: any number. */
  budget: { callsPerHour: number; callsPerDay: number };
  /** Narrower than those of the installation, which count alike (docs/operations.md); 0: those. */
  limits: { formsPerMinute: number; callsPerPhone: number; phonesPerVisitor: number };
  /** When calls are made; null: at any time. */
  schedule: Schedule | null;
  /** An older lead is not called by itself. */
  freshnessSeconds: number;
  /** What becomes of it: kept as a lead without a call, or called when the hours of the schedule begin again. */
  whenStale: 'lead' | 'defer';
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
/** As long as the name of a field may be. */
const pinned = Joi.string().max(500);

const manager = Joi.object({
  name: Joi.string().max(100).required(),
  number: Joi.string()
    .pattern(/^\+?[0-9]{2,15}$/, 'phone number')
    .required(),
  lines: Joi.number().integer().min(1).max(1000).default(1),
  extension: Joi.object({
    digits: Joi.string()
      .pattern(/^[0-9*#]{1,20}$/, 'keys of a phone')
      .required(),
    delaySeconds: Joi.number().min(0).max(30).default(2),
  })
    .allow(null)
    .default(null),
});

const KEYS = ['acceptKey', 'cancelKey', 'postponeKey', 'infoKey'] as const;
type Keys = Partial<Record<(typeof KEYS)[number], string>>;

/** A key of the phone with a meaning of its own. A default is not validated by joi: it keeps clear of the other keys. */
function briefingKey(place: number, preferred: string): Joi.StringSchema {
  const before = KEYS.slice(0, place);
  return phoneKey.invalid(...before.map((key) => Joi.ref(key))).default((keys: Keys) => {
    const taken = KEYS.map((key) => keys[key]);
    return preferred.split('').find((key) => !taken.includes(key));
  });
}

const answerPage = Joi.object({ title: Joi.string().max(100).required(), text: Joi.string().max(1000).required() });

const schema = Joi.object<WidgetSettings>({
  language: Joi.valid('ru', 'en').default('ru'),
  sites: Joi.array().items(site).min(1).max(100).required(),
  thankYouUrl: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .allow(null)
    .default(null),
  answerPages: Joi.object({
    accepted: answerPage,
    phoneNotValid: answerPage,
    phoneNotCalled: answerPage,
    switchedOff: answerPage,
  }).default({}),
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
  exchanges: Joi.array()
    .items(Joi.string().pattern(/^[a-z0-9-]{1,32}$/, 'name of an exchange'))
    .unique()
    .max(20)
    .default([]),
  ring: Joi.valid('in-turn', 'at-once').default('in-turn'),
  callFirst: Joi.valid('manager', 'visitor').default('manager'),
  briefing: Joi.object({
    text: Joi.string().max(1000).default('Заявка с формы {{FORM}}. Нажмите один, чтобы соединиться с клиентом.'),
    acceptBy: Joi.valid('key', 'answer', 'repeats').default('key'),
    acceptKey: briefingKey(0, '1'),
    cancelKey: briefingKey(1, '0987'),
    postponeKey: briefingKey(2, '2345'),
    postponeSeconds: Joi.number().min(60).max(86_400).default(600),
    infoKey: briefingKey(3, '3456'),
    infoText: Joi.string().max(1000).default('{{PERSON}}. {{PAUSE}} {{COMMENT}}. {{PAUSE}} {{SOURCE}}.'),
    timeoutSeconds: Joi.number().min(3).max(300).default(30),
    repeats: Joi.number().integer().min(1).max(10).default(3),
  }).default(),
  visitorGreeting: Joi.string().max(500).allow('').default('Соединяем вас с менеджером.'),
  managerRingTimeoutSeconds: Joi.number().min(1).max(300).default(30),
  visitorRingTimeoutSeconds: Joi.number().min(1).max(300).default(40),
  visitorConnectLimitSeconds: Joi.number().min(5).max(600).default(90),
  record: Joi.boolean().default(false),
  talkLimitSeconds: Joi.number().min(10).max(14_400).default(3600),
  leastTalkSeconds: Joi.number().min(0).max(600).default(0),
  retry: Joi.object({
    intervalsSeconds: Joi.array().items(Joi.number().min(1).max(604_800)).max(20).default([60, 300, 900]),
    statuses: Joi.array()
      .items(Joi.valid(...statusCodes))
      .default([...RETRIED_BY_DEFAULT]),
    quietSeconds: Joi.number().min(0).max(604_800).default(300),
  }).default(),
  repeatWindowSeconds: Joi.number().min(0).max(604_800).default(600),
  budget: Joi.object({
    callsPerHour: Joi.number().integer().min(0).max(1_000_000).default(0),
    callsPerDay: Joi.number().integer().min(0).max(1_000_000).default(0),
  }).default(),
  limits: Joi.object({
    formsPerMinute: Joi.number().integer().min(0).max(1_000_000).default(0),
    callsPerPhone: Joi.number().integer().min(0).max(1_000_000).default(0),
    phonesPerVisitor: Joi.number().integer().min(0).max(1_000_000).default(0),
  }).default(),
  schedule: callScheduleSchema.allow(null).default(null),
  whenStale: Joi.valid('lead', 'defer').default('lead'),
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
