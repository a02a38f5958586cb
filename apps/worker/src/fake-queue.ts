import type { AddOptions, JobQueue } from '@ringback/queue';

interface AddedJob<Data> extends AddOptions {
  name: string;
  data: Data;
}

/** A queue for tests that remembers what was added to it, or is away. */
export class FakeQueue<Data extends object> implements JobQueue<Data> {
  readonly jobs: AddedJob<Data>[] = [];
  isAway = false;

  add(name: string, data: Data, options: AddOptions = {}): Promise<void> {
    if (this.isAway) return Promise.reject(new Error('the queue store is away'));
    this.jobs.push({ name, data, ...options });
    return Promise.resolve();
  }

  bull(): never {
    throw new Error('a fake queue has no board');
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
