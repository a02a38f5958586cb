import process from 'node:process';

import { getDebianProgram } from './debian-program.mjs';
import { exists } from './set-up.mjs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The machine's Chromium or Chrome (`CHROMIUM_PATH` first), or Debian's, unpacked below `.local/`. */
export async function findChromium() {
  const places = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : USUAL_PLACES;
  for (const place of places) {
    if (await exists(place)) return place;
  }
  if (process.env.CHROMIUM_PATH) throw new Error(`CHROMIUM_PATH names no program: ${process.env.CHROMIUM_PATH}`);
  return getDebianProgram({ packageName: 'chromium', program: 'usr/lib/chromium/chromium', title: 'Chromium' });
}
