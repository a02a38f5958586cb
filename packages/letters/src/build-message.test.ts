import { describe, expect, it } from '@jest/globals';

import { buildMessage } from './build-message.ts';

const letter = { subject: 'New lead', text: 'text', html: '<p>text</p>' };
const parts = {
  deliveryId: '0199-delivery',
  from: 'Ringback <robot@ringback.example>',
  to: 'boss@site.example',
  letter,
};

describe('buildMessage', () => {
  it('names the letter after its delivery, so that a repeat is recognised', () => {
    expect(buildMessage({ ...parts, replyTo: 'ivan@site.example' })).toEqual({
      ...letter,
      from: 'Ringback <robot@ringback.example>',
      to: { name: '', address: 'boss@site.example' },
      replyTo: { name: '', address: 'ivan@site.example' },
      messageId: '<0199-delivery@ringback.example>',
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [],
    });
  });

  it('attaches files as bytes of no kind, whatever their sender calls them', () => {
    const file = { name: 'a.html', contentType: 'text/html', content: Buffer.from('<script>') };
    expect(buildMessage({ ...parts, replyTo: null, attachments: [file] }).attachments).toEqual([
      {
        filename: 'a.html',
        content: file.content,
        contentType: 'application/octet-stream',
        contentDisposition: 'attachment',
      },
    ]);
  });

  it.each([null, '', 'no address', 'a@b.example, evil@e.example', 'x@y.example>, <evil@e.example'])(
    'has no Reply-To for %j',
    (replyTo) => {
      expect(buildMessage({ ...parts, replyTo })).not.toHaveProperty('replyTo');
    },
  );

  it.each(['', 'boss@site.example, evil@e.example', 'Boss <boss@site.example>'])('refuses the recipient %j', (to) => {
    expect(() => buildMessage({ ...parts, to, replyTo: null })).toThrow(RangeError);
  });

  it('refuses a sender without a domain', () => {
    expect(() => buildMessage({ ...parts, from: 'robot', replyTo: null })).toThrow('no domain');
    expect(buildMessage({ ...parts, from: 'robot@site.example', replyTo: null }).messageId).toContain('@site.example>');
  });
});
