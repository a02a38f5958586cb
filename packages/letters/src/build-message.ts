import type { Letter } from './letter.ts';
import { parseSingleAddress } from './parse-single-address.ts';

export interface MessageParts {
  /** Stays over tries, so that a mailbox recognises a letter that came twice. */
  deliveryId: string;
  /** From the configuration: `robot@example.com` or `Ringback <robot@example.com>`. */
  from: string;
  to: string;
  /** As the visitor typed it. */
  replyTo: string | null;
  letter: Letter;
  attachments?: readonly { name: string; content: Buffer }[];
}

export interface Message extends Letter {
  from: string;
  to: { name: string; address: string };
  replyTo?: { name: string; address: string };
  messageId: string;
  headers: Record<string, string>;
  attachments: Attachment[];
}

export interface Attachment {
  filename: string;
  content: Buffer;
  contentType: 'application/octet-stream';
  contentDisposition: 'attachment';
}

/** A letter with its envelope. Throws a `RangeError` when `to` is not exactly one address, or `from` has no domain. */
export function buildMessage({ deliveryId, from, to, replyTo, letter, attachments = [] }: MessageParts): Message {
  const recipient = parseSingleAddress(to);
  if (recipient === null) throw new RangeError('the recipient of a letter is not one e-mail address');
  const domain = /@([^\s@<>]+)>?\s*$/.exec(from)?.[1];
  if (domain === undefined) throw new RangeError('the sender of letters has no domain');
  const answerTo = replyTo === null ? null : parseSingleAddress(replyTo);
  return {
    ...letter,
    from,
    to: { name: '', address: recipient },
    ...(answerTo === null ? {} : { replyTo: { name: '', address: answerTo } }),
    messageId: `<${deliveryId}@${domain}>`,
    // https://www.rfc-editor.org/rfc/rfc3834: keeps out-of-office answers from coming back.
    headers: { 'Auto-Submitted': 'auto-generated' },
    // What a stranger calls a picture may be a page with a script: no mail program is told to show it.
    attachments: attachments.map(({ name, content }) => ({
      filename: name,
      content,
      contentType: 'application/octet-stream',
      contentDisposition: 'attachment',
    })),
  };
}
