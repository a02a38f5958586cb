import type { RecordingView } from '@ringback/db';

/** Recordings with the whole address of each: a receiver does not know where the console is. */
export function linkRecordings(recordings: RecordingView[], consoleUrl: string | null): RecordingView[] {
  return recordings.map((recording) => ({
    ...recording,
    url: consoleUrl === null ? '' : `${consoleUrl.replace(/\/+$/, '')}${recording.url}`,
  }));
}
