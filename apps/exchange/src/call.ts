import type { AriEvent } from './applications.ts';
import { Channel, formatAriTime, type ChannelSnapshot } from './channel.ts';
import type { Endpoint } from './endpoint.ts';
import { OVER_SIP } from './over-sip.ts';
import type { Timers } from './scaled-timers.ts';
import type { Witness, WitnessEvent } from './witness.ts';

const CAUSE_TEXTS: Readonly<Record<number, string>> = {
  1: 'Unallocated (unassigned) number',
  16: 'Normal Clearing',
  17: 'User busy',
  19: 'User alerting, no answer',
  20: 'Subscriber absent',
  21: 'Call Rejected',
  26: 'Answered elsewhere',
  34: 'Circuit/channel congestion',
};

/** Asterisk's own word for "hang up, somebody asked for it". */
const CAUSE_OF_REQUEST = 32;
const NORMAL = 16;
const ENGAGED_CAUSES = { BUSY: 17, CONGESTION: 34 } as const;
const OUTGOING = { name: 'AppDial2', data: '(Outgoing Line)' };

export interface CallOptions {
  id: string;
  application: string;
  endpoint: Endpoint;
  /** Eight hexadecimal digits, as in `Local/manager@people-00000003;1`. */
  serial: string;
  timeoutSeconds: number;
  variables: Record<string, string>;
  callerId: string | null;
}

export interface CallDeps {
  timers: Timers;
  witness: Witness;
  /** Tells the application of this call. */
  emit: (event: AriEvent) => void;
  /** Whether an event socket holds the application now. */
  isHeld: () => boolean;
  /** The call leaves its bridge and whatever is played to it ends. */
  onLeaveStasis: () => void;
  onGone: () => void;
}

/**
 * One dialled call: what Asterisk says when a phone rings, answers, is busy or hangs up, in the order in which it says
 * it. `near` is the end that ARI commands; `far`, of `Local/` calls only, is the end with the person.
 */
export class Call {
  readonly id: string;
  readonly application: string;
  readonly near: Channel;
  readonly far: Channel | null;
  readonly #options: CallOptions;
  readonly #deps: CallDeps;
  #callOffTimeout: () => void = () => undefined;
  #isGone = false;

  constructor(options: CallOptions, deps: CallDeps) {
    const { id, endpoint, serial } = options;
    const local = endpoint.technology === 'Local';
    const place = local ? endpoint.dialString : endpoint.context;
    const name = `${endpoint.technology}/${place}-${serial}`;
    const facts = {
      context: endpoint.context,
      exten: endpoint.exten,
      createdAt: formatAriTime(deps.timers.now()),
    };
    this.id = id;
    this.application = options.application;
    this.near = new Channel({ ...facts, id, name: local ? `${name};1` : name, state: 'Down' });
    this.far = local ? new Channel({ ...facts, id: `${id};2`, name: `${name};2`, state: 'Ring' }) : null;
    this.near.app = OUTGOING;
    this.#options = options;
    this.#deps = deps;
  }

  get isAnswered(): boolean {
    return this.near.state === 'Up';
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  channels(): ChannelSnapshot[] {
    return [this.far, this.near].flatMap((channel) => (channel ? [channel.snapshot()] : []));
  }

  /** The call is on its way to the phone. */
  start(): void {
    this.#see('ring', this.#options.callerId === null ? {} : { callerId: this.#options.callerId });
    for (const [variable, value] of Object.entries(this.#options.variables)) {
      this.setVariable(this.far ?? this.near, variable, value);
    }
    this.#callOffTimeout = this.#deps.timers.after(this.#options.timeoutSeconds, () => {
      this.#timeOut();
    });
  }

  reachNobody(): void {
    if (this.far) this.#destroy(this.far, 0);
    else this.#requestHangUp(this.near, 1, { tech_cause: 404 });
    this.#leave(this.far ? 0 : 1);
  }

  reachPhone(): void {
    this.#dial('');
  }

  showStep(priority: number, app: string, data: string): void {
    if (!this.far) return;
    this.far.priority = priority;
    this.far.app = { name: app, data };
    this.emitFor(this.far, { type: 'ChannelDialplan', dialplan_app: app, dialplan_app_data: data });
  }

  ring(): void {
    this.#change(this.near, 'Ringing');
    this.#dial('RINGING');
  }

  /** Without a socket for the application there is nobody to take the call: it ends, and no event tells of it. */
  answer(): void {
    this.#callOffTimeout();
    if (this.far) this.#change(this.far, 'Up');
    this.#change(this.near, 'Up');
    this.#see('answer');
    this.#dial('ANSWER');
    if (!this.#deps.isHeld()) {
      this.#leave(NORMAL);
      return;
    }
    this.near.app = { name: 'Stasis', data: this.application };
    this.setVariable(this.near, 'STASISSTATUS', '');
    this.emitFor(this.near, { type: 'StasisStart', args: [] });
  }

  turnAway(status: 'BUSY' | 'CONGESTION'): void {
    const cause = ENGAGED_CAUSES[status];
    if (this.far) this.#change(this.far, 'Busy');
    else this.#requestHangUp(this.near, cause, { tech_cause: OVER_SIP[cause]?.sipCode });
    this.#dial(status);
    this.#requestHangUp(this.far, 0);
    this.#leave(this.far ? 0 : cause, cause);
    this.#endFar(cause);
  }

  /** The person hangs up, or turns the call down. */
  endByPerson(given: number): void {
    const overSip = this.far || this.isAnswered ? undefined : OVER_SIP[given];
    const cause = overSip?.cause ?? given;
    this.#requestHangUp(this.far, NORMAL, { soft: true });
    this.#requestHangUp(this.near, cause, { tech_cause: overSip?.sipCode });
    if (this.far) this.#destroy(this.far, cause);
    this.#leaveApplication(given === 20 ? 'CHANUNAVAIL' : 'NOANSWER');
    this.#leave(cause, given);
  }

  /** ARI asked for it. */
  endByRequest(cause: number): void {
    this.#requestHangUp(this.near, CAUSE_OF_REQUEST, { soft: true });
    this.#leaveApplication('NOANSWER');
    this.#requestHangUp(this.far, cause);
    this.#leave(cause);
    this.#endFar(cause);
  }

  /** Keys that were pressed on our side. */
  hearKeys(keys: string): void {
    this.#see('keys', { keys });
  }

  setVariable(channel: Channel, variable: string, value: string): void {
    this.emitFor(channel, { type: 'ChannelVarset', variable, value });
  }

  emitFor(channel: Channel, event: AriEvent): void {
    this.#deps.emit({ ...event, channel: channel.snapshot() });
  }

  #timeOut(): void {
    this.#requestHangUp(this.far, 19);
    this.#leave(19);
    this.#endFar(19);
  }

  #leaveApplication(dialStatus: string): void {
    if (!this.isAnswered) {
      this.#dial(dialStatus);
      return;
    }
    this.#deps.onLeaveStasis();
    this.emitFor(this.near, { type: 'StasisEnd' });
    this.setVariable(this.near, 'STASISSTATUS', 'SUCCESS');
    this.near.app = OUTGOING;
  }

  #endFar(cause: number): void {
    if (!this.far) return;
    this.#requestHangUp(this.far, NORMAL, { soft: true });
    this.#destroy(this.far, cause);
  }

  #leave(cause: number, witnessedCause = cause): void {
    this.#callOffTimeout();
    this.#isGone = true;
    this.#see('hangup', { cause: witnessedCause });
    if (this.near.app.name !== 'Stasis') this.near.app = OUTGOING;
    this.#destroy(this.near, cause);
    this.#deps.onGone();
  }

  #change(channel: Channel, state: Channel['state']): void {
    channel.state = state;
    this.emitFor(channel, { type: 'ChannelStateChange' });
  }

  #dial(dialstatus: string): void {
    const { dialString } = this.#options.endpoint;
    const event = { type: 'Dial', dialstatus, forward: '', dialstring: dialString };
    this.#deps.emit({ ...event, peer: this.near.snapshot() });
  }

  #requestHangUp(channel: Channel | null, cause: number, rest: object = {}): void {
    if (channel) this.emitFor(channel, { type: 'ChannelHangupRequest', cause, ...rest });
  }

  #destroy(channel: Channel, cause: number): void {
    if (channel === this.far) channel.app = { name: '', data: '' };
    this.emitFor(channel, { type: 'ChannelDestroyed', cause, cause_txt: CAUSE_TEXTS[cause] ?? 'Unknown' });
  }

  #see(kind: WitnessEvent['kind'], more: { callerId?: string; cause?: number; keys?: string } = {}): void {
    const { witness, timers } = this.#deps;
    witness.see({
      at: timers.now().toISOString(),
      kind,
      number: this.#options.endpoint.exten,
      callId: this.id,
      ...more,
    });
  }
}
