import { describe, expect, it } from '@jest/globals';

import { resample } from './resample.ts';
import { buildWav, parseWav, WavError } from './wav.ts';

function tone(hertz: number, samplesPerSecond: number): Int16Array {
  return Int16Array.from({ length: samplesPerSecond }, (_, at) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * hertz * at) / samplesPerSecond)),
  );
}

function loudest(samples: Int16Array): number {
  // Without the ends, where a filter has only half of its neighbours.
  return Math.max(...samples.slice(500, -500).map(Math.abs));
}

describe('parseWav', () => {
  it('reads what buildWav has written', () => {
    const sound = { samplesPerSecond: 22_050, samples: Int16Array.of(0, 1, -1, 32_767, -32_768) };

    expect(parseWav(buildWav(sound))).toMatchObject(sound);
  });

  it('reads what stands there when the header promises more', () => {
    const file = buildWav({ samplesPerSecond: 8_000, samples: Int16Array.of(1, 2, 3) });
    file.writeUInt32LE(0x7f_ff_ff_00, 40);

    expect([...parseWav(file).samples]).toEqual([1, 2, 3]);
  });

  it('takes the mean of two channels', () => {
    const file = buildWav({ samplesPerSecond: 8_000, samples: Int16Array.of(10, 20, -10, -30) });
    file.writeUInt16LE(2, 22);

    expect([...parseWav(file).samples]).toEqual([15, -20]);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['something else', Buffer.from('<html>not found</html>')],
    ['a header alone', buildWav({ samplesPerSecond: 8_000, samples: Int16Array.of(1) }).subarray(0, 30)],
  ])('refuses %s', (_, file) => {
    expect(() => parseWav(file)).toThrow(WavError);
  });
});

describe('resample', () => {
  it('keeps a tone that a telephone carries', async () => {
    const { samples } = await resample({ samplesPerSecond: 22_050, samples: tone(440, 22_050) }, 8_000);

    expect(samples).toHaveLength(8_000);
    expect(loudest(samples)).toBeGreaterThan(9_500);
    const expected = tone(440, 8_000);
    expect(
      Math.max(...samples.slice(500, -500).map((one, at) => Math.abs(one - (expected[at + 500] ?? 0)))),
    ).toBeLessThan(300);
  });

  it('leaves out a tone that a telephone cannot carry, instead of making another one of it', async () => {
    const { samples } = await resample({ samplesPerSecond: 22_050, samples: tone(6_000, 22_050) }, 8_000);

    expect(loudest(samples)).toBeLessThan(300);
  });
});
