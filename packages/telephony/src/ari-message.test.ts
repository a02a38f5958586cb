import { describe, expect, it } from '@jest/globals';

import { parseAriMessage } from './ari-message.ts';

describe('parseAriMessage', () => {
  it.each(['', 'not json', 'null', '[]', '"text"', '17', '{}', '{"type":7}'])('finds no event in %p', (text) => {
    expect(parseAriMessage(text)).toBeNull();
  });

  it('reads the leg of a Dial event from its peer', () => {
    const text = JSON.stringify({ type: 'Dial', dialstatus: 'BUSY', peer: { id: 'leg-1', state: 'Down' } });

    expect(parseAriMessage(text)).toMatchObject({ channel: { id: 'leg-1', state: 'Down' }, dialStatus: 'BUSY' });
  });

  it('takes fields of a wrong kind for missing ones', () => {
    const text = JSON.stringify({ type: 'ChannelDestroyed', cause: '16', channel: 'leg-1', playback: { id: 1 } });

    expect(parseAriMessage(text)).toMatchObject({ cause: null, channel: null, playback: null });
  });
});
