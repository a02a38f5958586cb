import { spreadOf, type Spread } from '../report/median.ts';
import type { DeliveryFlags } from './flags.ts';
import { planDeliveries, type Stand } from './stand.ts';

export interface IsolationFigures {
  /** Milliseconds from the moment that all were due to the end of the last but one in a hundred, alone and beside. */
  alone: number[];
  beside: number[];
  ratio: Spread;
}

const POLL_MS = 20;
const SWEEP_EVERY_MS = 1000;
const WITHIN_MS = 60_000;

/** The fast host's p99 alone, and while as many deliveries to a host that never answers come at the same moment. */
export async function measureIsolation(stand: Stand, flags: DeliveryFlags): Promise<IsolationFigures> {
  const fast = `${stand.receiver.url}/webhook`;
  const dead = `${stand.deadHost.url}/webhook`;
  await readP99(stand, flags, [fast], fast);
  const alone: number[] = [];
  const beside: number[] = [];
  for (let pair = 0; pair < flags.pairs; pair += 1) {
    // Whichever is second meets warmer caches, so they take turns.
    if (pair % 2 === 0) alone.push(await readP99(stand, flags, [fast], fast));
    beside.push(await readP99(stand, flags, [dead, fast], fast));
    if (pair % 2 === 1) alone.push(await readP99(stand, flags, [fast], fast));
  }
  return { alone, beside, ratio: spreadOf(beside.map((ms, index) => ms / (alone[index] ?? Number.NaN))) };
}

async function readP99(stand: Stand, flags: DeliveryFlags, targets: string[], fast: string): Promise<number> {
  const { db, openEngine } = stand;
  const ids = await planDeliveries(stand, flags.isolation, 1, targets);
  const engine = await openEngine(flags.concurrency);
  const startedAt = new Date();
  // As jobs bring them: all at once, the targets in turns.
  for (const id of ids) void engine.begin(id);
  const deadline = Date.now() + WITHIN_MS;
  const countLeft = (): Promise<number> =>
    db.prisma.delivery.count({ where: { target: fast, state: { not: 'delivered' } } });
  for (let sweepAt = Date.now() + SWEEP_EVERY_MS; (await countLeft()) > 0;) {
    if (Date.now() > deadline) throw new Error('the fast host was not served in time');
    if (Date.now() >= sweepAt) {
      // What found a full lane is left to the sweep, as often as in a worker.
      await engine.sweep(new Date(Date.now() - 2000));
      sweepAt = Date.now() + SWEEP_EVERY_MS;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const [row] = await db.prisma.$queryRaw<{ p99: number }[]>`
    SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY
      extract(epoch FROM y.at - ${startedAt}::timestamptz) * 1000 + y.duration_ms)::float8 AS p99
    FROM delivery_attempts y JOIN deliveries d ON d.id = y.delivery_id WHERE d.target = ${fast}`;
  await engine.close();
  return row?.p99 ?? Number.NaN;
}
