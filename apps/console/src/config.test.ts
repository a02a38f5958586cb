import { describe, expect, it } from '@jest/globals';

import { readConfig } from './config.ts';

const DATABASE_URL = 'postgres://ringback@localhost/ringback';
const AUTH_SECRET = 'x'.repeat(32);

describe('readConfig', () => {
  it('listens on this machine only unless told otherwise', () => {
    expect(readConfig({ DATABASE_URL, AUTH_SECRET, FILES_DIR: '/srv/files' })).toEqual({
      http: { host: '127.0.0.1', port: 3200, trustProxyHops: 0 },
      publicUrl: 'http://127.0.0.1:3200',
      database: { url: DATABASE_URL },
      redis: { url: null },
      authSecret: AUTH_SECRET,
      files: { dir: '/srv/files' },
      log: { level: 'info' },
    });
  });

  it('sends letters when it has all that this takes', () => {
    const mail = {
      RINGBACK_SECRET_KEY: 'A'.repeat(43) + '=',
      SMTP_URL: 'smtp://mail.example:587',
      MAIL_FROM: 'robot@ringback.example',
    };
    const rest = { DATABASE_URL, AUTH_SECRET, FILES_DIR: '/srv/files' };
    expect(readConfig({ ...rest, ...mail }).mail).toEqual({
      secretKey: mail.RINGBACK_SECRET_KEY,
      smtp: { url: 'smtp://mail.example:587', from: 'robot@ringback.example' },
    });
    expect(() => readConfig({ ...rest, SMTP_URL: mail.SMTP_URL })).toThrow(/RINGBACK_SECRET_KEY/);
  });

  it('has no secret of its own and names everything that is missing', () => {
    expect(() => readConfig({})).toThrow(/DATABASE_URL.*AUTH_SECRET.*FILES_DIR/);
    expect(() => readConfig({ DATABASE_URL, AUTH_SECRET: 'short' })).toThrow(/AUTH_SECRET/);
  });
});
