import type { ChaosStand } from './chaos-stand.ts';
import type { FormSender } from './form-sender.ts';
import type { Recovery } from './run-faults.ts';

/** The figures of a run, for people: what `docs/reliability.md` shows. */
export async function summarise(
  { db, exchange, mailbox, site }: ChaosStand,
  { forms, answers }: FormSender,
  recoveries: Recovery[],
  drainedAfterMs: number,
): Promise<string> {
  const acknowledged = forms.filter(({ leadId }) => leadId !== null).length;
  const ends = await db.prisma.$queryRaw<{ status: string; leads: number }[]>`
    SELECT right(phone, 2) || ' ' || status_manager || '/' || status_visitor AS status, count(*)::int AS leads
    FROM scenarios GROUP BY 1 ORDER BY 1`;
  const rings = exchange.witness().filter(({ kind }) => kind === 'ring').length;
  return [
    `forms: ${forms.length}, answered with success: ${acknowledged}, answers: ${list(answers)}`,
    `phones rung: ${rings}, letters: ${mailbox.mails.length}, forwards and notifications: ${site.requests.length}`,
    `drained after ${(drainedAfterMs / 1000).toFixed(1)} s`,
    `ends by behaviour: ${ends.map(({ status, leads }) => `${status}: ${leads}`).join(', ')}`,
    ...[...Map.groupBy(recoveries, ({ kind }) => kind)].map(([kind, some]) => describeRecoveries(kind, some)),
    '',
  ].join('\n');
}

function describeRecoveries(kind: string, recoveries: Recovery[]): string {
  const accepted = spread(recoveries.map(({ acceptedAfterMs }) => acceptedAfterMs));
  const rang = spread(recoveries.map(({ rangAfterMs }) => rangAfterMs));
  return `${kind} (${recoveries.length} measured): accepted after ${accepted}, a phone rang after ${rang}`;
}

/** `median / longest`, in seconds. */
function spread(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `${(median / 1000).toFixed(2)} / ${((sorted.at(-1) ?? 0) / 1000).toFixed(2)} s`;
}

function list(counts: Map<string, number>): string {
  return [...counts].map(([what, count]) => `${what}: ${count}`).join(', ');
}
