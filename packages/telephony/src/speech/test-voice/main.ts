/**
 * A voice for tests: `node test-voice/main.ts {file} {language} [hang|fail|noise]` reads a text and writes a tone of a tenth
 * of a second for each letter, in the rate of a common voice.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { argv, exit, stderr } from 'node:process';

import { buildWav } from '../wav.ts';

const SAMPLES_PER_SECOND = 22_050;

const [file = '', , manner = 'speak'] = argv.slice(2);
const text = readFileSync(0, 'utf8');
if (manner === 'fail') {
  stderr.write('no such voice');
  exit(1);
}
const samples = Int16Array.from({ length: text.length * (SAMPLES_PER_SECOND / 10) }, (_, at) =>
  Math.round(10_000 * Math.sin((2 * Math.PI * 440 * at) / SAMPLES_PER_SECOND)),
);
writeFileSync(
  file,
  manner === 'noise' ? 'no sound at all' : buildWav({ samplesPerSecond: SAMPLES_PER_SECOND, samples }),
);
if (manner === 'hang') setInterval(() => undefined, 1000);
