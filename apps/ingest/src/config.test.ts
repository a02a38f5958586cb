import { describe, expect, it } from '@jest/globals';

import { readConfig } from './config.ts';

const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
const DATABASE_URL = 'postgres://ringback@localhost/ringback';

describe('readConfig', () => {
  it('needs a database, a key and a place for files, and knows the rest', () => {
    expect(readConfig({ DATABASE_URL, RINGBACK_SECRET_KEY: SECRET_KEY, FILES_DIR: '/srv/files' })).toEqual({
      http: { host: '127.0.0.1', port: 3100, trustProxyHops: 0 },
      database: { url: DATABASE_URL },
      redis: { url: null },
      limits: { address: 200, network: 1000, widget: 3000, phone: 120 },
      groupCommit: true,
      files: { dir: '/srv/files' },
      secretKey: SECRET_KEY,
      log: { level: 'info' },
    });
  });

  it('names everything that is wrong at once', () => {
    expect(() => readConfig({ RINGBACK_SECRET_KEY: 'c2hvcnQ=', TRUST_PROXY: 'yes' })).toThrow(
      /TRUST_PROXY.*DATABASE_URL.*RINGBACK_SECRET_KEY.*base64 of 32 bytes.*FILES_DIR/,
    );
  });
});
