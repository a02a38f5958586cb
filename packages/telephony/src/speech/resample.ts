import { setImmediate as turn } from 'node:timers/promises';

import type { Sound } from './wav.ts';

/** Zero crossings of the filter on each side: more are sharper and slower. */
const ZERO_CROSSINGS = 8;
/** After so many samples others get their turn: a second of sound takes milliseconds. */
const SAMPLES_PER_TURN = 4_000;

/** The same sound with another number of samples a second. What the new one cannot hold is filtered out, not folded. */
export async function resample(sound: Sound, samplesPerSecond: number): Promise<Sound> {
  if (sound.samplesPerSecond === samplesPerSecond) return sound;
  const step = sound.samplesPerSecond / samplesPerSecond;
  const samples = new Int16Array(Math.floor(sound.samples.length / step));
  for (let index = 0; index < samples.length; index += 1) {
    if (index % SAMPLES_PER_TURN === 0) await turn();
    samples[index] = Math.max(-32_768, Math.min(32_767, Math.round(sampleAt(sound.samples, index * step, step))));
  }
  return { samplesPerSecond, samples };
}

/** The sound at a place between its samples: a windowed sinc, as wide as the slower of the two rates asks for. */
function sampleAt(samples: Int16Array, place: number, step: number): number {
  const scale = Math.max(1, step);
  const reach = ZERO_CROSSINGS * scale;
  let sum = 0;
  let weights = 0;
  for (let index = Math.max(0, Math.ceil(place - reach)); index <= place + reach && index < samples.length; index++) {
    const distance = (index - place) / scale;
    const weight = sinc(distance) * (0.5 + 0.5 * Math.cos((Math.PI * distance) / ZERO_CROSSINGS));
    sum += (samples[index] ?? 0) * weight;
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
