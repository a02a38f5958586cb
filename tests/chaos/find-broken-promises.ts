import type { ChaosStand } from './chaos-stand.ts';
import type { SentForm } from './form-sender.ts';

interface LeadRow {
  id: string;
  phone: string;
  aliases: string[];
  /** Of each `finished` in the timeline. */
  ends: string[];
  deliveries: { id: string; kind: string; event: string; target: string; state: string }[];
}

const ARRIVES_ONCE = [
  'email submission',
  'email call.finished',
  'forward submission',
  'notification lead.accepted',
  'notification call.finished',
];

/** What is left to do, in words: nothing when everything has drained. */
export async function findWorkLeft({ db }: ChaosStand, forms: SentForm[]): Promise<string[]> {
  const accepted = forms.flatMap(({ leadId }) => leadId ?? []);
  const [counts = {}] = await db.prisma.$queryRaw<Record<string, number>[]>`
    SELECT (SELECT count(*) FROM submission_inbox)::int AS "submissions in the inbox",
      (SELECT count(*) FROM unnest(${accepted}::uuid[]) AS a(id) WHERE id NOT IN (
        SELECT id FROM leads UNION ALL SELECT alias FROM lead_aliases))::int AS "forms that are no leads",
      (SELECT count(*) FROM scenarios WHERE finished_at IS NULL)::int AS "unfinished leads",
      (SELECT count(*) FROM deliveries WHERE state = 'pending')::int AS "deliveries",
      (SELECT count(*) FROM effects WHERE done_at IS NULL)::int AS "orders for the exchange",
      (SELECT count(*) FROM legs WHERE claimed_at IS NOT NULL AND ended_at IS NULL)::int AS "open legs"`;
  return Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : []));
}

/** Every broken promise about the leads of these forms, in words. */
export async function findBrokenPromises(stand: ChaosStand, forms: SentForm[]): Promise<string[]> {
  const leads = await loadLeads(stand);
  const byPhone = Map.groupBy(leads, ({ phone }) => phone);
  const told = forms.flatMap(({ phone, leadId }) => {
    const own = byPhone.get(phone) ?? [];
    if (own.length > 1) return [`${phone} is ${own.length} leads`];
    if (leadId === null) return [];
    if (own.length === 0) return [`${phone} was answered with ${leadId} and is no lead`];
    return own[0]?.id === leadId || own[0]?.aliases.includes(leadId) ? [] : [`${phone} is not found by ${leadId}`];
  });
  const arrivals = countArrivals(stand);
  return [
    ...told,
    ...leads.flatMap(({ id, ends }) => (ends.length === 1 ? [] : [`${id} ended ${ends.length} times: ${ends.join()}`])),
    ...leads.flatMap((lead) => findBadDeliveries(lead, arrivals)),
    ...findSecondRings(stand),
    ...(await findRejected(stand)),
  ];
}

async function loadLeads({ db }: ChaosStand): Promise<LeadRow[]> {
  return db.prisma.$queryRaw`
    SELECT l.id, l.phone, ARRAY(SELECT alias::text FROM lead_aliases a WHERE a.lead_id = l.id) AS aliases,
      ARRAY(SELECT t.data->>'status' FROM timeline_events t WHERE t.lead_id = l.id AND t.type = 'finished') AS ends,
      (SELECT COALESCE(jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'event', d.event, 'target', d.target,
        'state', d.state)), '[]') FROM deliveries d WHERE d.lead_id = l.id) AS deliveries
    FROM leads l`;
}

function findBadDeliveries({ id, deliveries }: LeadRow, arrivals: Map<string, number>): string[] {
  const kinds = deliveries.map(({ kind, event }) => `${kind} ${event}`).sort();
  if (kinds.join() !== [...ARRIVES_ONCE].sort().join()) return [`${id} has the deliveries ${kinds.join()}`];
  return deliveries.flatMap((delivery) => {
    if (delivery.state !== 'delivered') return [`${id} has a ${delivery.kind} that is ${delivery.state}`];
    return arrivals.has(delivery.id) ? [] : [`${id} has a ${delivery.kind} that never arrived`];
  });
}

/** How often each letter, forward and notification came, by its id. */
function countArrivals({ mailbox, site }: ChaosStand): Map<string, number> {
  const letters = mailbox.mails.map(({ mail }) => /<([^@]+)@/.exec(mail.messageId ?? '')?.[1]);
  const posts = site.requests.map(({ headers }) => headers['webhook-id'] ?? headers['ringback-delivery-id']);
  const counts = new Map<string, number>();
  for (const id of [...letters, ...posts]) counts.set(String(id), (counts.get(String(id)) ?? 0) + 1);
  return counts;
}

function findSecondRings({ exchange }: ChaosStand): string[] {
  const seen = new Set<string>();
  return exchange.witness().flatMap(({ kind, callId, number }) => {
    if (kind !== 'ring') return [];
    const ring = `${callId.replace(/-[mv]\d+$/, '')} ${number}`;
    const again = seen.has(ring);
    seen.add(ring);
    return again ? [`${number} rang twice in one attempt: ${callId}`] : [];
  });
}

async function findRejected({ db }: ChaosStand): Promise<string[]> {
  const rejected = await db.prisma.rejectedSubmission.findMany();
  return rejected.map(({ leadId, reason }) => `${leadId} was rejected: ${reason}`);
}
