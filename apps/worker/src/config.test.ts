import { describe, expect, it } from '@jest/globals';

import { readConfig } from './config.ts';

const ENVIRONMENT = {
  DATABASE_URL: 'postgresql://ringback@127.0.0.1/ringback',
  RINGBACK_SECRET_KEY: Buffer.alloc(32).toString('base64'),
  SMTP_URL: 'smtp://127.0.0.1',
  MAIL_FROM: 'robot@ringback.test',
  FILES_DIR: '/tmp',
};
const ARI = { ARI_URL: 'http://pbx:8088', ARI_USERNAME: 'ringback', ARI_PASSWORD: 'swordfish' };
const msk = { name: 'msk', url: 'https://pbx1:8089', username: 'ringback', password: 'swordfish' };

const withExchanges = (exchanges: unknown): (() => unknown) => {
  const text = typeof exchanges === 'string' ? exchanges : JSON.stringify(exchanges);
  return () => readConfig({ ...ENVIRONMENT, EXCHANGES: text }).exchanges;
};

describe('readConfig', () => {
  it('reads the only exchange', () => {
    const { exchanges } = readConfig({ ...ENVIRONMENT, ...ARI, ARI_ENDPOINT: 'PJSIP/{number}@a PJSIP/{number}@b' });
    expect(exchanges).toEqual([
      {
        name: 'ringback',
        url: 'http://pbx:8088',
        username: 'ringback',
        password: 'swordfish',
        application: 'ringback',
        endpointTemplates: ['PJSIP/{number}@a', 'PJSIP/{number}@b'],
      },
    ]);
  });

  it('reads several exchanges, which win over the only one', () => {
    const spb = { ...msk, name: 'spb', application: 'forms', endpoints: ['Local/{digits}@out'] };
    const { exchanges } = readConfig({ ...ENVIRONMENT, ...ARI, EXCHANGES: JSON.stringify([msk, spb]) });
    expect(exchanges).toEqual([
      { ...msk, application: 'ringback', endpointTemplates: ['PJSIP/{number}@trunk'] },
      { ...msk, name: 'spb', application: 'forms', endpointTemplates: ['Local/{digits}@out'] },
    ]);
  });

  it.each([
    ['text that is not JSON', '[{', 'not JSON'],
    ['none', [], 'at least 1'],
    ['two of one name', [msk, { ...msk, url: 'https://pbx2:8089' }], 'duplicate'],
    ['two with one application', [msk, { ...msk, name: 'spb' }], 'duplicate'],
    ['a name that no queue can have', [{ ...msk, name: 'Moscow: 1' }], 'small letters'],
    ['one without an address', [{ ...msk, url: undefined }], 'url'],
  ])('refuses %s, and tells no password', (_, exchanges, words) => {
    expect(withExchanges(exchanges)).toThrow(words);
    expect(withExchanges(exchanges)).not.toThrow('swordfish');
  });

  it.each([
    ['no exchange', {}],
    ['an exchange without credentials', { ARI_URL: ARI.ARI_URL }],
  ])('refuses %s', (_, given) => {
    expect(() => readConfig({ ...ENVIRONMENT, ...given })).toThrow('ARI_');
  });
});
