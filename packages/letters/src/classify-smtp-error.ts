export type SmtpFault = 'permanent' | 'temporary';

/** Codes of nodemailer for what a server said of this very letter: its sender, its recipient, its text. */
const ABOUT_THE_LETTER: readonly unknown[] = ['EENVELOPE', 'EMESSAGE'];

/**
 * Whether the same letter can arrive later. A 5xx about the letter is for good; a refused log-in or greeting is a fault
 * of our own set-up, which somebody may mend.
 */
export function classifySmtpError(err: unknown): SmtpFault {
  if (typeof err !== 'object' || err === null || !('code' in err) || !ABOUT_THE_LETTER.includes(err.code)) {
    return 'temporary';
  }
  // Without a response nodemailer itself has found that the letter cannot be sent.
  const responseCode = 'responseCode' in err && typeof err.responseCode === 'number' ? err.responseCode : 500;
  return responseCode >= 500 && responseCode < 600 ? 'permanent' : 'temporary';
}
