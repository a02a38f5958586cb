export type { AcceptedForm, AcceptedSubmission, FileRefusal, SubmittedFile } from './accepted-submission.ts';
export { parseBlockedNetwork, parseBlockedPhone } from './blocked-senders.ts';
export { parseBasket } from './basket.ts';
export type { FileInfo, FilePart } from './file-part.ts';
export { findTimeZone } from './find-time-zone.ts';
export { FormError, FormTooLargeError, MalformedFormError } from './form-errors.ts';
export { FORM_LIMITS, type FormLimits } from './form-limits.ts';
export { recogniseFormPhone, type FormPhone } from './form-phone.ts';
export { isMultipart } from './media-type.ts';
export type { MultipartEvent } from './multipart-reader.ts';
export { openMultipartForm, type FormReader } from './open-multipart-form.ts';
export { delimited, packForm, type PackedForm } from './packed-form.ts';
export { parseForm, type FormRequest } from './parse-form.ts';
export {
  DEFAULT_RECOGNISE_SETTINGS,
  identifyPhone,
  PHONE_NUMBER_TYPES,
  readPhone,
  type PhoneReading,
} from './phone.ts';
export { recogniseSubmission, understandForm } from './recognise-submission.ts';
export { readSenderKeys, type SenderKeys } from './sender-keys.ts';
export { firstSiteUrl, isRegisteredSite, registeredUrl, resolveBackUrl } from './sites.ts';
export type {
  Charset,
  FormField,
  ParsedForm,
  RecogniseSettings,
  RecognisedName,
  Recognition,
  RecognitionReason,
  Submission,
  UtmMarks,
  Visit,
} from './submission.ts';
