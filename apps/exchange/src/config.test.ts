import { describe, expect, it } from '@jest/globals';

import { readConfig } from './config.ts';

const ENVIRONMENT = { ARI_USERNAME: 'ringback', ARI_PASSWORD: 'secret' };

describe('readConfig', () => {
  it('listens on this machine only and lets time be, unless told otherwise', () => {
    expect(readConfig(ENVIRONMENT)).toEqual({
      http: { port: 8088, host: '127.0.0.1' },
      ari: { username: 'ringback', password: 'secret' },
      timeScale: 1,
      keys: { accept: '1', cancel: '0' },
      damage: {
        lostShare: 0,
        doubledShare: 0,
        delayedShare: 0,
        longestDelaySeconds: 0,
        answerDelaySeconds: 0,
        socketLivesSeconds: 0,
      },
      damageSeed: 1,
      log: { level: 'info' },
    });
  });

  it('has no password of its own', () => {
    expect(() => readConfig({ ARI_USERNAME: 'ringback' })).toThrow('ARI_PASSWORD');
  });

  it('names everything that is wrong at once', () => {
    const read = (): unknown => readConfig({ ...ENVIRONMENT, TIME_SCALE: '0', ACCEPT_KEY: '12', PORT: 'x' });

    expect(read).toThrow(/TIME_SCALE.*ACCEPT_KEY|ACCEPT_KEY.*TIME_SCALE/);
    expect(read).toThrow('PORT');
  });
});
