export interface Refusal {
  httpStatus: number;
  /** The code of the protocol. */
  code: number;
  reason: string;
  retryAfterSeconds?: number;
}

/** Why a request is not kept: the whole list. Senders read the code; people read the page or the reason. */
export const REFUSALS = {
  'form-malformed': { httpStatus: 400, code: 400, reason: 'The form cannot be read.' },
  'widget-off': { httpStatus: 403, code: 710, reason: 'The widget is switched off.' },
  'unknown-widget': { httpStatus: 404, code: 417, reason: 'No widget has this widgetHash.' },
  'unknown-address': { httpStatus: 404, code: 404, reason: 'There is nothing at this address.' },
  'method-not-allowed': { httpStatus: 405, code: 405, reason: 'Send the form by POST or GET.' },
  'form-too-large': { httpStatus: 413, code: 413, reason: 'The form is too large.' },
  'unsupported-encoding': { httpStatus: 415, code: 415, reason: 'Send the body without a content encoding.' },
  flood: { httpStatus: 429, code: 668, reason: 'Too many requests: wait before you send again.' },
  'internal-error': { httpStatus: 500, code: 704, reason: 'Something went wrong on our side.' },
  'not-stored': { httpStatus: 503, code: 704, reason: 'The form cannot be stored right now.', retryAfterSeconds: 2 },
  'widgets-not-loaded': { httpStatus: 503, code: 704, reason: 'The service is starting.', retryAfterSeconds: 2 },
} as const satisfies Record<string, Refusal>;

export type RefusalName = keyof typeof REFUSALS;

export const REFUSAL_NAMES = Object.keys(REFUSALS).filter((name): name is RefusalName => name in REFUSALS);

/** Why a lead that is kept is not called. */
export const CALL_REFUSALS = {
  709: 'The phone number is missing or not valid.',
  718: 'This kind of phone number is not called.',
} as const;
