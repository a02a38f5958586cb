import { describe, expect, it } from '@jest/globals';

import { describeFailure } from './describe-failure.ts';

const failure = (code: string): Error => Object.assign(new Error('secret-host.example 10.0.0.1'), { code });

describe('describeFailure', () => {
  it.each([
    ['ECONNREFUSED', 'connection refused'],
    ['CERT_HAS_EXPIRED', 'TLS: the certificate has expired'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'TLS: the host does not speak it'],
    ['EMFILE', 'the request failed (EMFILE)'],
  ])('says %s in words', (code, words) => {
    expect(describeFailure(failure(code))).toBe(words);
  });

  it.each([failure('x y <b>'), new Error('secret-host.example'), 'secret-host.example', null])(
    'shows nothing of an error that it does not know',
    (err) => {
      expect(describeFailure(err)).toBe('the request failed');
    },
  );
});
