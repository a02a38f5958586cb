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
