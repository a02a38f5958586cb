/** A request that is not a form we keep. It does not know HTTP; the message may be shown to the sender. */
export abstract class FormError extends Error {
  abstract readonly code: 'form-too-large' | 'form-malformed';
}

/** The body, the query, a field or the number of fields is over its limit. */
export class FormTooLargeError extends FormError {
  override readonly name = 'FormTooLargeError';
  readonly code = 'form-too-large';
}

/** The body cannot be read as what it says it is, or as any form at all. */
export class MalformedFormError extends FormError {
  override readonly name = 'MalformedFormError';
  readonly code = 'form-malformed';
}
