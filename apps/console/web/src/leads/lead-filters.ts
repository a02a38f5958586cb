import type { LeadState, LeadView } from '../../../src/api/lead-view.ts';

/** What the reader has asked for; an empty string asks for nothing. Dates are days of the reader's own zone, `2026-11-22`. */
export interface LeadFilters {
  q: string;
  widgetHash: string;
  state: LeadState | '';
  outcome: 'success' | 'failure' | '';
  from: string;
  to: string;
}

export const leadStates = ['accepted', 'scheduled', 'calling', 'talking', 'finished'] as const satisfies LeadState[];
export const outcomes = ['success', 'failure'] as const;

export const noFilters: LeadFilters = { q: '', widgetHash: '', state: '', outcome: '', from: '', to: '' };

/** The API refuses more. */
export const longestSearch = 200;

const rowsPerPage = 50;

/** From the cabinet's own address, which anybody can type: what is not a filter is left out. */
export function readLeadFilters(params: URLSearchParams): LeadFilters {
  return {
    q: (params.get('q') ?? '').slice(0, longestSearch),
    widgetHash: take(params.get('widget'), isWidgetHash),
    state: leadStates.find((state) => state === params.get('state')) ?? '',
    outcome: outcomes.find((outcome) => outcome === params.get('outcome')) ?? '',
    from: take(params.get('from'), isDay),
    to: take(params.get('to'), isDay),
  };
}

export function writeLeadFilters(filters: LeadFilters): URLSearchParams {
  const { widgetHash, ...rest } = filters;
  const filled = Object.entries({ ...rest, widget: widgetHash }).filter(([, value]) => value !== '');
  return new URLSearchParams(filled);
}

export function countFilters(filters: LeadFilters): number {
  return Object.values(filters).filter((value) => value !== '').length;
}

/** The query of `GET /api/v1/leads`. Both days are taken as a whole. */
export function toApiQuery(filters: LeadFilters, cursor: string): URLSearchParams {
  const query = {
    q: filters.q.trim(),
    widgetHash: filters.widgetHash,
    state: filters.state,
    status: filters.outcome,
    from: filters.from && new Date(`${filters.from}T00:00:00`).toISOString(),
    to: filters.to && new Date(`${filters.to}T23:59:59.999`).toISOString(),
    limit: String(rowsPerPage),
    cursor,
  };
  return new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
}

/** Whether a lead that has changed still belongs to the list, as far as the filters look at what can change. */
export function stillMatches(lead: LeadView, filters: LeadFilters): boolean {
  if (filters.state !== '' && lead.state !== filters.state) return false;
  if (filters.outcome === 'success') return isConnected(lead);
  return filters.outcome === '' || (lead.state === 'finished' && !isConnected(lead));
}

function isConnected(lead: LeadView): boolean {
  return lead.status?.manager === 200 && lead.status.visitor === 200;
}

function take(text: string | null, isRight: (text: string) => boolean): string {
  return text !== null && isRight(text) ? text : '';
}

function isWidgetHash(text: string): boolean {
  return /^[\da-f]{32}$/i.test(text);
}

/** A day that the API takes, of a year with four digits that are all typed. */
export function isDay(text: string): boolean {
  return /^(19[7-9]\d|20\d\d)-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
