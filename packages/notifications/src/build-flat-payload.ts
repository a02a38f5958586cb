import type { LeadView } from '@ringback/db';
import type { NotificationEvent, WidgetSettings } from '@ringback/scenario';

import { linkRecordings } from './link-recordings.ts';
import type { NotifiedLead } from './notified-lead.ts';

const EVENTS = {
  'lead.accepted': 'Call is processing',
  'call.started': 'Call is processing',
  'call.finished': 'Call is over',
} as const satisfies Record<NotificationEvent, string>;

/** How a manager took the call, in the codes of `a_type`. */
const ACCEPTED = { unknown: 0, none: 1, digitalKey: 3, automatic: 5 } as const;

/**
 * A lead under the field names of CallKeeper's webhook, so that existing receivers work unchanged. What nobody knows is
 * empty or 0. There is no recognition of speech, so its tries are none.
 */
export function buildFlatPayload(
  event: NotificationEvent,
  { view, settings, consoleUrl }: NotifiedLead,
  prompts: number,
): object {
  const attempt = view.attempts.at(-1);
  const startedAt = attempt?.startedAt ?? view.receivedAt;
  const talkSeconds = Math.round(view.talkSeconds ?? 0);
  const recordings = linkRecordings(view.recordings, consoleUrl).filter(({ state }) => state !== 'lost');
  const { udata = {}, current = {}, current_add = {}, first = {}, first_add = {}, session = {} } = view.visit;
  return {
    id: view.id,
    hook_event: EVENTS[event],
    event_source: 'ckaction',
    widget_hash: view.widgetHash,
    widget_name: view.widgetName,
    site: siteOf(view, settings.sites),
    phone1: managerOf(view),
    phone2: view.phone ?? view.phoneRaw ?? '',
    ...statusOf(view),
    date: writeDate(startedAt),
    date_timestamp: Math.floor(Date.parse(startedAt) / 1000),
    order_date: writeDate(view.receivedAt),
    duration_sec: talkSeconds,
    duration_min: Math.ceil(talkSeconds / 60),
    attempt: attempt?.number ?? 0,
    a_type: acceptanceOf(view, settings.briefing.acceptBy),
    asr_attempts: 0,
    playback_tick: prompts,
    record_url: recordings.at(-1)?.url ?? '',
    tags: [],
    ip: view.ip ?? '',
    uip: udata.uip ?? '',
    country: '',
    city: '',
    region: '',
    district: '',
    ...clientIdsOf(view),
    visit_info: {
      current,
      current_add,
      first,
      first_add,
      session: { pgs: session.pgs ?? '', cpg: session.cpg ?? '' },
      udata: { vst: udata.vst ?? '', uip: udata.uip ?? '', uag: udata.uag ?? '' },
    },
    form_name: view.formName ?? '',
    visitor_name: view.visitorName ?? '',
  };
}

/** The words stand beside the leg that they are about. */
function statusOf({ status }: LeadView): object {
  const { manager = 0, visitor = 0, text = '' } = status ?? {};
  const isAboutVisitor = manager === 200 && visitor !== 0;
  return {
    status_code: manager,
    status_reason: isAboutVisitor ? 'OK' : text,
    status2_code: visitor,
    status2_reason: isAboutVisitor ? text : '',
  };
}

/** The manager who was called last. */
function managerOf({ attempts }: LeadView): string {
  const legs = attempts.flatMap((attempt) => attempt.legs).filter(({ role }) => role === 'manager');
  return legs.at(-1)?.number ?? '';
}

function acceptanceOf({ timeline }: LeadView, acceptBy: WidgetSettings['briefing']['acceptBy']): number {
  const happened = (type: string): boolean => timeline.some((entry) => entry.type === type);
  if (happened('manager-accepted')) return acceptBy === 'key' ? ACCEPTED.digitalKey : ACCEPTED.automatic;
  return happened('no-key-pressed') ? ACCEPTED.none : ACCEPTED.unknown;
}

function siteOf({ page }: LeadView, sites: readonly string[]): string {
  return URL.parse(page ?? '')?.host ?? sites[0] ?? '';
}

/** Where analytics know the visitor by, from any section of the visit that has it. */
function clientIdsOf({ visit, ids }: LeadView): object {
  const find = (name: string): string => Object.values(visit).find((section) => name in section)?.[name] ?? '';
  return {
    ga_clientid: find('ga_clientid') || (ids.gaClientId ?? ''),
    ga_clid: find('ga_clid'),
    ya_clientid: find('ya_clientid') || (ids.ymUid ?? ''),
    roistat_visit: find('roistat_visit'),
  };
}

/** `YYYY-MM-DD HH:mm:ss` in UTC. */
function writeDate(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}
