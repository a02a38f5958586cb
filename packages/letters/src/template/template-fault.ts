/** What is wrong with a template, for the person who writes it. */
export interface TemplateFault {
  part: 'subject' | 'body';
  /** Counted from 1. */
  line: number;
  message: string;
}
