import { buildWav } from '@ringback/telephony';

import type { Bridges } from './bridges.ts';
import type { Timers } from './scaled-timers.ts';

const SAMPLES_PER_SECOND = 8000;
const TONE_HERTZ = 440;
const LONGEST_SECONDS = 60;

interface LiveRecording {
  bridgeId: string;
  name: string;
  format: string;
  startedAt: Date;
}

interface StoredRecording {
  name: string;
  format: string;
  seconds: number;
}

export interface RecordingSnapshot {
  name: string;
  format: string;
  state: string;
  target_uri: string;
}

/** Recordings of bridges: the live ones, and those that are stored. */
export class BridgeRecordings {
  readonly #live = new Map<string, LiveRecording>();
  readonly #stored = new Map<string, StoredRecording>();
  readonly #bridges: Bridges;
  readonly #timers: Timers;

  constructor(bridges: Bridges, timers: Timers) {
    this.#bridges = bridges;
    this.#timers = timers;
  }

  start(bridgeId: string, name: string, format: string, serial: string): RecordingSnapshot {
    const recording = { bridgeId, name, format, startedAt: this.#timers.now() };
    this.#live.set(name, recording);
    this.#bridges.setRecorder(bridgeId, `Recorder/ARI-${serial};2`);
    this.#bridges.emit(bridgeId, { type: 'RecordingStarted', recording: snapshotOf(recording, 'recording') });
    return snapshotOf(recording, 'queued');
  }

  /** Whether a recording goes on under this name, or is stored. */
  isTaken(name: string): boolean {
    return this.#live.has(name) || this.#stored.has(name);
  }

  /** The bridge is gone: what was recorded in it is stored, and nobody is told. */
  storeAll(bridgeId: string): void {
    for (const recording of [...this.#live.values()]) {
      if (recording.bridgeId === bridgeId) this.#store(recording);
    }
  }

  stop(name: string): boolean {
    const recording = this.#live.get(name);
    if (!recording) return false;
    const duration = Math.round(this.#store(recording));
    const event = { type: 'RecordingFinished', recording: { ...snapshotOf(recording, 'done'), duration } };
    this.#bridges.emit(recording.bridgeId, event);
    this.#bridges.setRecorder(recording.bridgeId, null);
    return true;
  }

  findLive(name: string): RecordingSnapshot | null {
    const recording = this.#live.get(name);
    return recording ? snapshotOf(recording, 'recording') : null;
  }

  findStored(name: string): { name: string; format: string } | null {
    const recording = this.#stored.get(name);
    return recording ? { name, format: recording.format } : null;
  }

  /** The file of a stored recording: a tone as long as the talk, a minute at most. */
  readFile(name: string): Buffer | null {
    const recording = this.#stored.get(name);
    return recording ? buildTone(Math.min(recording.seconds, LONGEST_SECONDS)) : null;
  }

  remove(name: string): boolean {
    return this.#stored.delete(name);
  }

  /** Answers for how many seconds it was recorded. */
  #store({ name, format, startedAt }: LiveRecording): number {
    const seconds = (this.#timers.now().getTime() - startedAt.getTime()) / 1000;
    this.#live.delete(name);
    this.#stored.set(name, { name, format, seconds });
    return seconds;
  }
}

function buildTone(seconds: number): Buffer {
  const samples = new Int16Array(Math.round(seconds * SAMPLES_PER_SECOND));
  const step = (2 * Math.PI * TONE_HERTZ) / SAMPLES_PER_SECOND;
  for (let index = 0; index < samples.length; index += 1) samples[index] = Math.round(8000 * Math.sin(index * step));
  return buildWav({ samplesPerSecond: SAMPLES_PER_SECOND, samples });
}

function snapshotOf({ name, format, bridgeId }: LiveRecording, state: string): RecordingSnapshot {
  return { name, format, state, target_uri: `bridge:${bridgeId}` };
}
