import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

const LETTER =
  'From: a@ringback.example\r\nTo: b@client.example\r\nSubject: =?utf-8?B?0JfQsNGP0LLQutCw?=\r\n\r\nHello\r\n.';

let sink: SmtpSink;

beforeEach(async () => {
  sink = await startSmtpSink();
});

afterEach(async () => {
  await sink.close();
});

/** Says an SMTP dialogue and answers the server's codes. */
async function sendLetter(): Promise<string[]> {
  const lines = [
    'EHLO test',
    'MAIL FROM:<bounce@ringback.example>',
    'RCPT TO:<b@client.example>',
    'DATA',
    LETTER,
    'QUIT',
  ];
  const socket = connect(sink.port, '127.0.0.1');
  await once(socket, 'connect');
  const codes: string[] = [];
  for await (const answer of createInterface(socket)) {
    if (answer[3] === '-') continue;
    codes.push(answer.slice(0, 3));
    const next = lines.shift();
    if (next === undefined) break;
    socket.write(`${next}\r\n`);
  }
  socket.destroy();
  return codes;
}

describe('startSmtpSink', () => {
  it('keeps the letter, parsed, with the addresses of the dialogue', async () => {
    expect(await sendLetter()).toEqual(['220', '250', '250', '250', '354', '250', '221']);

    expect(sink.mails).toMatchObject([
      {
        envelope: { from: 'bounce@ringback.example', to: ['b@client.example'] },
        mail: { subject: 'Заявка', text: 'Hello\n' },
      },
    ]);
  });

  it('refuses as many letters as it is told to, with the code it is told', async () => {
    sink.refuseNext(1, 451);

    expect(await sendLetter()).toContain('451');
    expect(sink.mails).toEqual([]);
    expect(await sendLetter()).not.toContain('451');
    expect(sink.mails).toHaveLength(1);
  });
});
