/** Sound as numbers from -32768 to 32767, one channel. */
export interface Sound {
  samplesPerSecond: number;
  samples: Int16Array;
}

export class WavError extends Error {
  override readonly name = 'WavError';
}

const PCM = 1;
const EXTENSIBLE = 0xff_fe;
const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/** Reads a WAV of 16 bits; of several channels the mean is taken. Throws `WavError` on anything else. */
export function parseWav(file: Buffer): Sound {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new WavError('not a WAV');
  }
  let format: { channels: number; samplesPerSecond: number } | null = null;
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    // A program that writes to a pipe does not know the length and gives one that is too large.
    const size = Math.min(file.readUInt32LE(at + 4), file.length - at - 8);
    const body = file.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') format = readFormat(body);
    if (name === 'data' && format) return { ...format, samples: readSamples(body, format.channels) };
    at += 8 + size + (size % 2);
  }
  throw new WavError('a WAV without sound');
}

/** Writes a WAV of 16 bits and one channel. */
export function buildWav({ samplesPerSecond, samples }: Sound): Buffer {
  const bytes = samples.length * BYTES_PER_SAMPLE;
  const file = Buffer.alloc(HEADER_BYTES + bytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(HEADER_BYTES - 8 + bytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(samplesPerSecond, 24);
  file.writeUInt32LE(samplesPerSecond * BYTES_PER_SAMPLE, 28);
  file.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  file.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(bytes, 40);
  samples.forEach((sample, index) => file.writeInt16LE(sample, HEADER_BYTES + index * BYTES_PER_SAMPLE));
  return file;
}

function readFormat(body: Buffer): { channels: number; samplesPerSecond: number } {
  if (body.length < 16) throw new WavError('a WAV with a short header');
  const kind = body.readUInt16LE(0);
  const channels = body.readUInt16LE(2);
  const samplesPerSecond = body.readUInt32LE(4);
  const bits = body.readUInt16LE(14);
  if ((kind !== PCM && kind !== EXTENSIBLE) || bits !== 16) throw new WavError('a WAV of another kind than 16 bits');
  if (channels < 1 || channels > 8 || samplesPerSecond < 4_000 || samplesPerSecond > 192_000) {
    throw new WavError('a WAV with an impossible header');
  }
  return { channels, samplesPerSecond };
}

function readSamples(body: Buffer, channels: number): Int16Array {
  const samples = new Int16Array(Math.floor(body.length / (BYTES_PER_SAMPLE * channels)));
  for (let index = 0; index < samples.length; index += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += body.readInt16LE((index * channels + channel) * BYTES_PER_SAMPLE);
    }
    samples[index] = sum / channels;
  }
  return samples;
}
