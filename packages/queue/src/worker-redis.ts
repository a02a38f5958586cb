import { Redis, type RedisOptions } from 'ioredis';

export const RECONNECT = {
  retryStrategy: (times: number) => Math.min(50 * 2 ** times, 1000),
  connectTimeout: 1000,
};

/** Longer than a blocking read lasts, and as long as the lock of a job: later it would be another worker's anyway. */
const SILENCE_MS = 12_000;

/** But for how answers are shaped, which is BullMQ's to expect. */
type Options = Omit<RedisOptions, 'replyMapping'>;

/** The connections of one worker. They wait for Redis as long as it takes, until they are told to end. */
export class WorkerRedis extends Redis {
  readonly #url: string;
  readonly #duplicates: WorkerRedis[] = [];

  constructor(url: string, options: Options = {}) {
    // A command timeout would cut the blocking reads.
    super(url, { ...RECONNECT, maxRetriesPerRequest: null, socketTimeout: SILENCE_MS, ...options });
    this.#url = url;
    this.on('error', () => {
      // The worker tells its own errors, and the producer tells of Redis.
    });
  }

  /** BullMQ reads jobs on a connection of their own. */
  override duplicate(options: Options = {}): Redis {
    const duplicate = new WorkerRedis(this.#url, options);
    this.#duplicates.push(duplicate);
    return duplicate;
  }

  /** Told to end between two tries to connect, ioredis 6.0.0 tries no more and ends never: nobody who waits is told. */
  override disconnect(reconnect = false): void {
    if (!reconnect && this.status === 'reconnecting') this.connect().catch(() => {});
    super.disconnect(reconnect);
  }

  /** Ends all connections; what waits for an answer fails. */
  endAll(): void {
    for (const connection of [this, ...this.#duplicates]) connection.disconnect();
  }
}
