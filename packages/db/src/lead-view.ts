import type { FileRefusal, RecognisedName, Recognition, UtmMarks, Visit } from '@ringback/submission';
import type { Disposition } from '@ringback/telephony';

/** The lead as `GET /api/v1/leads` and webhooks show it. What was not sent is null. Times are ISO 8601 in UTC. */
export interface LeadView {
  id: string;
  receivedAt: string;
  widgetHash: string;
  widgetName: string;
  phone: string | null;
  phoneRaw: string | null;
  visitorName: string | null;
  email: string | null;
  comment: string | null;
  formName: string | null;
  fields: { name: string; value: string }[];
  files: FileView[];
  recognised: Partial<Record<RecognisedName, Recognition>>;
  utm: UtmMarks;
  /** What the visitor has agreed to, where the form says so. */
  consent: ConsentView | null;
  visit: Visit;
  ids: VisitIdsView;
  page: string | null;
  referrer: string | null;
  ip: string | null;
  userAgent: string | null;
  isSend: boolean;
  backUrl: string | null;
  responseMethod: 'POST' | 'GET';
  isRedirect: boolean;
  state: LeadState;
  status: StatusView | null;
  talkSeconds: number | null;
  attempts: AttemptView[];
  recordings: RecordingView[];
  timeline: { at: string; type: string; text: string }[];
  deliveries: DeliveryView[];
}

export interface ConsentView {
  field: string;
  /** The words of the box, where the form has sent them. */
  words: string | null;
  page: string | null;
  at: string;
}

/** The visitor's ids in statistics and advertising systems. */
export interface VisitIdsView {
  gclid: string | null;
  yclid: string | null;
  ymUid: string | null;
  /** Without the cookie's version: `1234567890.1612345678`. */
  gaClientId: string | null;
  roistatVisit: string | null;
}

/** A file of the form. `kept`: it can be downloaded; else `reason` says why not. */
export interface FileView {
  id: string;
  field: string;
  name: string;
  /** As the sender calls it; never to be believed. */
  contentType: string;
  bytes: number;
  kept: boolean;
  reason: FileRefusal | null;
}

export type LeadState = 'accepted' | 'scheduled' | 'calling' | 'talking' | 'finished';

/** The pair of codes with its sentence in the reader's language. */
export interface StatusView {
  manager: number;
  visitor: number;
  text: string;
}

export interface AttemptView {
  number: number;
  startedAt: string;
  endedAt: string | null;
  status: StatusView | null;
  legs: LegView[];
}

export interface LegView {
  role: 'manager' | 'visitor';
  number: string;
  disposition: Disposition | null;
  code: number | null;
  dialedAt: string | null;
  answeredAt: string | null;
  endedAt: string | null;
}

/** What was said in a talk. `url` is below the console's address; in a notification it is whole. */
export interface RecordingView {
  attempt: number;
  startedAt: string;
  /** It can be downloaded once it is kept: some seconds after the talk. */
  state: 'recorded' | 'kept' | 'lost';
  bytes: number | null;
  url: string;
}

export interface DeliveryView {
  id: string;
  kind: 'forward' | 'email' | 'notification';
  target: string;
  state: 'pending' | 'delivered' | 'failed' | 'refused';
  attempts: { at: string; responseStatus: number | null; error: string | null; durationMs: number }[];
}
