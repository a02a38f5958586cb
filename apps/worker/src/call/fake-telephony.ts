import type { DialRequest, LiveCall, Telephony } from '@ringback/telephony';

/** An exchange for tests: remembers the orders, knows the legs that it is told to know. */
export class FakeTelephony implements Telephony {
  /** Every order as text, such as `hang-up x`. */
  readonly orders: string[] = [];
  readonly live: LiveCall[] = [];
  readonly bridges: string[] = [];
  /** What comes of a dial. */
  onDial: (request: DialRequest) => Promise<void> = () => Promise.resolve();

  async dial(request: DialRequest): Promise<void> {
    this.orders.push(`dial ${request.callId}`);
    await this.onDial(request);
  }

  async play(callId: string, playbackId: string): Promise<void> {
    await this.#note(`play ${playbackId} to ${callId}`);
  }

  async bridge(bridgeId: string, callIds: [string, string]): Promise<boolean> {
    await this.#note(`bridge ${bridgeId} of ${callIds.join(' and ')}`);
    return true;
  }

  async sendKeys(callId: string, keys: string): Promise<void> {
    await this.#note(`press ${keys} on ${callId}`);
  }

  async record(bridgeId: string, recordingName: string): Promise<boolean> {
    await this.#note(`record ${bridgeId} as ${recordingName}`);
    return true;
  }

  openRecording(): Promise<null> {
    return Promise.resolve(null);
  }

  async removeRecording(recordingName: string): Promise<void> {
    await this.#note(`remove recording ${recordingName}`);
  }

  async hangUp(callId: string): Promise<void> {
    await this.#note(`hang up ${callId}`);
  }

  async removeBridge(bridgeId: string): Promise<void> {
    await this.#note(`remove ${bridgeId}`);
  }

  listLiveCalls(): Promise<LiveCall[]> {
    return Promise.resolve(this.live);
  }

  listBridges(): Promise<string[]> {
    return Promise.resolve(this.bridges);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #note(order: string): Promise<void> {
    this.orders.push(order);
    return Promise.resolve();
  }
}
