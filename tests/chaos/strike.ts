import type { ChaosStand } from './chaos-stand.ts';
import type { Fault } from './plan-faults.ts';

/** Does what the fault says; resolves when whatever it struck has been started or continued again. */
export async function strike(stand: ChaosStand, { kind, place, lastsMs }: Fault): Promise<void> {
  const { ingests, workers, postgres, redis, exchange } = stand;
  switch (kind) {
    case 'kill ingest':
      return ingests[place].killFor(lastsMs);
    case 'kill worker':
      return workers[place].killFor(lastsMs);
    case 'kill both workers':
      await Promise.all(workers.map((worker) => worker.killFor(lastsMs)));
      return;
    case 'hang ingest':
      return ingests[place].hangFor(lastsMs);
    case 'hang worker':
      return workers[place].hangFor(lastsMs);
    case 'kill redis':
      return redis?.killFor(lastsMs);
    case 'hang redis':
      return redis?.hangFor(lastsMs);
    case 'wipe redis':
      return redis?.wipe();
    case 'kill postgres':
      return postgres.killFor(lastsMs);
    case 'kill a connection of postgres':
      return postgres.killConnection();
    case 'hang postgres':
      return postgres.hangFor(lastsMs);
    case 'cut the event socket':
      exchange.dropSockets();
      return;
    case 'kill everything':
      await Promise.all(
        [...ingests, ...workers, postgres, ...(redis ? [redis] : [])].map((one) => one.killFor(lastsMs)),
      );
  }
}
