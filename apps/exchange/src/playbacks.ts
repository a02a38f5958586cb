import type { Emit } from './applications.ts';
import type { Call } from './call.ts';
import type { Timers } from './scaled-timers.ts';

export interface PlaybackSnapshot {
  id: string;
  media_uri: string;
  target_uri: string;
  language: string;
  state: 'queued' | 'playing' | 'done' | 'failed';
}

interface Playback {
  call: Call;
  snapshot: PlaybackSnapshot;
  callOff: () => void;
  whenFinished: Promise<undefined>;
  resolve: (nothing: undefined) => void;
}

const SOUND_SECONDS = 1;
/** Some of the prompts that every Asterisk has. */
const STOCK_SOUNDS: ReadonlySet<string> = new Set([
  'hello-world',
  'beep',
  'demo-congrats',
  'demo-instruct',
  'tt-monkeys',
]);

/** What is being played to calls, one after the other on each. */
export class Playbacks {
  readonly #playbacks = new Map<string, Playback>();
  readonly #emit: Emit;
  readonly #timers: Timers;
  readonly #onHeard: (call: Call) => void;

  constructor(emit: Emit, timers: Timers, onHeard: (call: Call) => void) {
    this.#emit = emit;
    this.#timers = timers;
    this.#onHeard = onHeard;
  }

  play(call: Call, id: string, media: string): PlaybackSnapshot {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const snapshot = {
      id,
      media_uri: media,
      target_uri: `channel:${call.id}`,
      language: 'en',
      state: 'queued',
    } as const;
    const isFirst = this.#of(call).length === 0;
    const playback = { call, snapshot, callOff: () => undefined, whenFinished: promise, resolve };
    this.#playbacks.set(id, playback);
    if (isFirst) this.#start(playback);
    return snapshot;
  }

  find(id: string): PlaybackSnapshot | null {
    return this.#playbacks.get(id)?.snapshot ?? null;
  }

  /** False when there is no such playback any more. */
  stop(id: string): boolean {
    const playback = this.#playbacks.get(id);
    if (!playback) return false;
    this.#finish(playback, 'done');
    return true;
  }

  stopAll(call: Call): void {
    const playbacks = this.#of(call);
    for (const { snapshot } of playbacks) this.#playbacks.delete(snapshot.id);
    for (const playback of playbacks) this.#finish(playback, 'failed');
  }

  /** A channel does one thing after the other: until its prompts are over, it enters no bridge. */
  async whenSilent(call: Call): Promise<void> {
    await Promise.all(this.#of(call).map(({ whenFinished }) => whenFinished));
  }

  #start(playback: Playback): void {
    this.#change(playback, 'PlaybackStarted', 'playing');
    if (!canPlay(playback.snapshot.media_uri)) {
      this.#finish(playback, 'failed');
      return;
    }
    playback.callOff = this.#timers.after(SOUND_SECONDS, () => {
      this.#finish(playback, 'done');
    });
    this.#onHeard(playback.call);
  }

  #finish(playback: Playback, state: 'done' | 'failed'): void {
    playback.callOff();
    this.#playbacks.delete(playback.snapshot.id);
    this.#change(playback, 'PlaybackFinished', state);
    playback.resolve(undefined);
    const [next] = this.#of(playback.call);
    if (next?.snapshot.state === 'queued') this.#start(next);
  }

  #change(playback: Playback, type: string, state: PlaybackSnapshot['state']): void {
    playback.snapshot = { ...playback.snapshot, state };
    this.#emit(playback.call.application, { type, playback: playback.snapshot });
  }

  #of(call: Call): Playback[] {
    return [...this.#playbacks.values()].filter((playback) => playback.call === call);
  }
}

/** Stock sounds by name, and files that the exchange would fetch or read. Tones with a zone of their own fail, as recorded. */
function canPlay(media: string): boolean {
  if (!media.startsWith('sound:')) return false;
  const sound = media.slice('sound:'.length);
  return STOCK_SOUNDS.has(sound) || /^(https?:\/)?\//.test(sound);
}
