/** One field of a form, as it was sent. Order and repeats are kept. */
export interface FormField {
  name: string;
  value: string;
}

export type Charset = 'utf-8' | 'windows-1251';

/** What one request carried, control parameters and the form's own fields apart. */
export interface ParsedForm {
  /** What the script of the page calls this submission over all its tries: 32 hex characters. */
  submissionId?: string;
  widgetHash: string | null;
  /** As it came; not checked, not resolved. */
  backUrl: string | null;
  isSend: boolean;
  responseMethod: 'POST' | 'GET';
  isRedirect: boolean;
  /** As it came, percent-decoded once by the form's own encoding. */
  cookiesBasket: string | null;
  fields: FormField[];
  charset: Charset;
}

/** Why a field was taken for what it is. */
export type RecognitionReason = 'alias' | 'name-contains' | 'by-value' | 'pinned';

export interface Recognition {
  field: string;
  reason: RecognitionReason;
  /** Of a consent: what the visitor has agreed to, where the form has sent it. */
  words?: string;
}

export type RecognisedName = 'phone' | 'visitorName' | 'email' | 'comment' | 'formName' | 'consent';

export interface UtmMarks {
  type: string | null;
  source: string | null;
  medium: string | null;
  campaign: string | null;
  content: string | null;
  term: string | null;
}

/** `cookiesBasket`, section by section, unknown sections and keys kept. */
export type Visit = Record<string, Record<string, string>>;

/** A form, understood. */
export interface Submission extends ParsedForm {
  /** What was typed, null when no field looks like a phone. */
  phoneRaw: string | null;
  /** E.164 when it can be called under the widget's settings, else null. */
  phone: string | null;
  /** Why it cannot be called: 709 not a phone number, 718 a kind or region that the widget does not call. */
  phoneRefusal: 709 | 718 | null;
  visitorName: string | null;
  email: string | null;
  comment: string | null;
  formName: string | null;
  recognised: Partial<Record<RecognisedName, Recognition>>;
  utm: UtmMarks;
  visit: Visit;
  /** The page the form was sent from: the basket's `session.cpg`, else the `Referer`. */
  page: string | null;
  referrer: string | null;
}

export interface RecogniseSettings {
  /** Two-letter countries whose numbers are called, such as `RU`. */
  countries: string[];
  /** Number types that are called, of `phoneNumberTypes`. */
  numberTypes: string[];
  /** Field names that the widget's owner has set by hand; a pin wins over everything. */
  pins: Partial<Record<RecognisedName, string>>;
}
