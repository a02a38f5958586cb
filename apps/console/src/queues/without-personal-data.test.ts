import { describe, expect, it } from '@jest/globals';

import { maskText, withoutPersonalData } from './without-personal-data.ts';

describe('maskText', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED 127.0.0.1:5432'],
    ['550 5.1.1 <ivan.petrov@shop.example>: user unknown', '550 5.1.1 <[e-mail]>: user unknown'],
    ['the number +7 (916) 123-45-67 was refused', 'the number [number] was refused'],
    ['Key (phone)=(89161234567) already exists.', 'Key (phone)=([number]) already exists.'],
    ['"name" with value "Иван Петров" fails to match', '"name" with value "[text]" fails to match'],
    ['GET https://shop.example/a?name=Ivan&tel=1 timed out', 'GET https://shop.example/a?[query] timed out'],
    ['first line\nIvan Petrov, Main street', 'first line'],
    ['stale version 12, read again', 'stale version 12, read again'],
  ])('shows %j as %j', (message, shown) => {
    expect(maskText(message)).toBe(shown);
  });
});

describe('withoutPersonalData', () => {
  const job = {
    id: 'job-1',
    attemptsMade: 3,
    data: {
      leadId: 'lead-1',
      widgetHash: 'hash-1',
      at: '2026-11-20T10:00:00.000Z',
      event: { type: 'key-pressed', callId: 'call-1', key: '1' },
      sealed: 'c2VhbGVk',
      visitorName: 'Ivan',
    },
    returnvalue: { phone: '+79161234567' },
    failedReason: 'no such number: +79161234567',
    stacktrace: ['Error: no such number: +79161234567\nof Ivan\n    at dial (file:///app/dial.ts:7:11)'],
  };

  it('keeps of the data what says which lead, which widget and which event', () => {
    expect(withoutPersonalData(job).data).toEqual({
      leadId: 'lead-1',
      widgetHash: 'hash-1',
      at: '2026-11-20T10:00:00.000Z',
      event: 'key-pressed',
    });
  });

  it('keeps of a failure where and why it happened, and nothing of what a visitor wrote', () => {
    expect(withoutPersonalData(job)).toMatchObject({
      id: 'job-1',
      attemptsMade: 3,
      returnvalue: null,
      failedReason: 'no such number: [number]',
      stacktrace: ['Error: no such number: [number]\n    at dial (file:///app/dial.ts:7:11)'],
    });
  });
});
