import { describe, expect, it } from '@jest/globals';

import { waitFor } from './wait-for.ts';

describe('waitFor', () => {
  it('resolves with the first answer that is given', async () => {
    const answers = [undefined, null, false, 'ready'];

    expect(await waitFor(() => answers.shift(), { withinMs: 5000 })).toBe('ready');
  });

  it('takes zero and the empty string for an answer', async () => {
    expect(await waitFor(() => 0)).toBe(0);
    expect(await waitFor(() => '')).toBe('');
  });

  it('asks again after an exception', async () => {
    let asked = 0;
    const check = (): number => {
      asked += 1;
      if (asked < 3) throw new Error('not yet');
      return asked;
    };

    expect(await waitFor(check)).toBe(3);
  });

  it('says what it waited for and what the last answer was', async () => {
    const leads: string[] = [];

    await expect(waitFor(() => leads[0], { withinMs: 10 })).rejects.toThrow(
      'waited 10 ms for ()=>leads[0], at last it answered undefined',
    );
  });

  it('says what the check threw', async () => {
    const check = (): never => {
      throw new Error('connection refused');
    };

    await expect(waitFor(check, { withinMs: 10 })).rejects.toThrow('at last it threw: connection refused');
  });
});
