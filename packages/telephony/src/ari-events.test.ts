import { describe, expect, it } from '@jest/globals';

import { AriEvents } from './ari-events.ts';
import { parseAriMessage } from './ari-message.ts';
import type { TelephonyEvent } from './port.ts';

const T1 = new Date('2026-03-02T10:00:01Z');
const T2 = new Date('2026-03-02T10:00:02Z');

function tell(events: AriEvents, event: Record<string, unknown>, at = T1): TelephonyEvent[] {
  const message = parseAriMessage(JSON.stringify(event));
  return message ? events.read(message, at) : [];
}

function channel(state: string, id = 'leg-1'): { channel: { id: string; state: string } } {
  return { channel: { id, state } };
}

describe('AriEvents', () => {
  it('tells once that a leg rings, though Asterisk says it twice', () => {
    const events = new AriEvents();
    const first = tell(events, { type: 'ChannelStateChange', ...channel('Ringing') });
    const second = tell(events, { type: 'Dial', dialstatus: 'RINGING', peer: { id: 'leg-1', state: 'Ringing' } });

    expect(first).toEqual([{ type: 'leg-ringing', callId: 'leg-1', at: T1 }]);
    expect(second).toEqual([]);
  });

  it('tells of an answer when the leg takes commands, with the time when the person picked up', () => {
    const events = new AriEvents();
    expect(tell(events, { type: 'ChannelStateChange', ...channel('Up') }, T1)).toEqual([]);

    const told = tell(events, { type: 'StasisStart', ...channel('Up') }, T2);
    expect(told).toEqual([{ type: 'leg-answered', callId: 'leg-1', at: T1 }]);
  });

  it('knows from its end alone that a leg had been answered', () => {
    const told = tell(new AriEvents(), { type: 'ChannelDestroyed', cause: 16, ...channel('Up') });

    expect(told).toMatchObject([{ type: 'leg-ended', disposition: 'answered', code: 200, cause: 16, answeredAt: T1 }]);
  });

  it('gives no cause where Asterisk gave 0', () => {
    const events = new AriEvents();
    tell(events, { type: 'Dial', dialstatus: 'BUSY', peer: { id: 'leg-1', state: 'Down' } });
    const told = tell(events, { type: 'ChannelDestroyed', cause: 0, ...channel('Down') });

    expect(told).toMatchObject([{ type: 'leg-ended', disposition: 'busy', code: 486, cause: null }]);
  });

  it('says nothing of the other half of a Local channel', () => {
    const told = tell(new AriEvents(), { type: 'ChannelDestroyed', cause: 17, ...channel('Busy', 'leg-1;2') });

    expect(told).toEqual([]);
  });

  it.each(['leg-1', 'leg-1;2'])('tells once of a machine that channel %s found', (id) => {
    const events = new AriEvents();
    const found = { type: 'ChannelVarset', variable: 'AMDSTATUS', value: 'MACHINE', ...channel('Up', id) };

    expect(tell(events, found)).toEqual([{ type: 'machine-detected', callId: 'leg-1', at: T1 }]);
    expect(tell(events, found)).toEqual([]);
  });

  it('takes a leg that a person answered for no machine', () => {
    const found = { type: 'ChannelVarset', variable: 'AMDSTATUS', value: 'HUMAN', ...channel('Up') };

    expect(tell(new AriEvents(), found)).toEqual([]);
  });

  it('forgets a leg with its end', () => {
    const events = new AriEvents();
    tell(events, { type: 'ChannelStateChange', ...channel('Ringing') });
    tell(events, { type: 'ChannelDestroyed', cause: 19, ...channel('Ringing') });

    expect(events.known()).toEqual([]);
  });
});
