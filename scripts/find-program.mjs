import process from 'node:process';

import { getDebianProgram } from './debian-program.mjs';
import { exists } from './set-up.mjs';

const PROGRAMS = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    places: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    debian: { packageName: 'chromium', program: 'usr/lib/chromium/chromium', title: 'Chromium' },
  },
  redis: {
    variable: 'REDIS_SERVER_PATH',
    places: ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'],
    debian: { packageName: 'redis-server', program: 'usr/bin/redis-server', title: 'Redis' },
  },
};

/** The machine's own program (the one that its variable names first), or Debian's, unpacked below `.local/`. */
export async function findProgram(name) {
  const { variable, places, debian } = PROGRAMS[name];
  const named = process.env[variable];
  for (const place of named ? [named] : places) {
    if (await exists(place)) return place;
  }
  if (named) throw new Error(`${variable} names no program: ${named}`);
  return getDebianProgram(debian);
}
