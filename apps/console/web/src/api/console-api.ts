import type { LeadView } from '../../../src/api/lead-view.ts';
import type { LettersView, SmtpAccountView } from '../../../src/letters/letters-view.ts';
import type { Language } from '../language/language.ts';
import { isRecord, ProblemError, readProblem } from './problem-error.ts';

export interface LeadPage {
  items: LeadView[];
  nextCursor: string | null;
}

export interface WidgetSummary {
  hash: string;
  name: string;
  enabled: boolean;
}

export interface Session {
  user: { email: string; name: string; role: string };
  account: { name: string };
}

// The cabinet is served by the same process as the API, so an answer is only checked for being the right kind of thing.
const isLead = (body: unknown): body is LeadView =>
  isRecord(body) &&
  typeof body.id === 'string' &&
  [body.files, body.attempts, body.deliveries].every((list) => Array.isArray(list));
const isLeadPage = (body: unknown): body is LeadPage =>
  isRecord(body) && Array.isArray(body.items) && body.items.every(isLead);
const isWidgetList = (body: unknown): body is { items: WidgetSummary[] } => isRecord(body) && Array.isArray(body.items);
const isSession = (body: unknown): body is Session => isRecord(body) && isRecord(body.user) && isRecord(body.account);

export async function request(path: string, language: Language, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept', 'application/json, application/problem+json');
  headers.set('accept-language', language);
  const response = await fetch(path, { ...init, headers });
  if (!response.ok) throw await readProblem(response);
  return response;
}

export async function read<T>(
  path: string,
  language: Language,
  isExpected: (body: unknown) => body is T,
  signal?: AbortSignal,
): Promise<T> {
  const response = await request(path, language, signal ? { signal } : {});
  const body: unknown = await response.json();
  if (!isExpected(body))
    throw new ProblemError(response.status, `Unexpected answer from ${path.replace(/\?.*/, '')}`, null);
  return body;
}

export function fetchLeads(query: URLSearchParams, language: Language, signal?: AbortSignal): Promise<LeadPage> {
  return read(`/api/v1/leads?${query.toString()}`, language, isLeadPage, signal);
}

export function fetchLead(id: string, language: Language, signal?: AbortSignal): Promise<LeadView> {
  return read(`/api/v1/leads/${encodeURIComponent(id)}`, language, isLead, signal);
}

export async function fetchWidgets(language: Language, signal?: AbortSignal): Promise<WidgetSummary[]> {
  return (await read('/api/v1/widgets', language, isWidgetList, signal)).items;
}

/** Null when nobody is signed in. */
export async function fetchSession(language: Language, signal?: AbortSignal): Promise<Session | null> {
  try {
    return await read('/api/v1/session', language, isSession, signal);
  } catch (err) {
    if (err instanceof ProblemError && err.status === 401) return null;
    throw err;
  }
}

export async function signIn(email: string, password: string, language: Language): Promise<void> {
  await post('/api/auth/sign-in/email', { email, password }, language);
}

export async function signOut(language: Language): Promise<void> {
  await post('/api/auth/sign-out', {}, language);
}

async function post(path: string, body: object, language: Language): Promise<Response> {
  return request(path, language, jsonOf('POST', body));
}

export function jsonOf(method: 'POST' | 'PUT', body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export async function readAs<T>(response: Response, isExpected: (body: unknown) => body is T): Promise<T> {
  const body: unknown = await response.json();
  if (!isExpected(body)) throw new ProblemError(response.status, 'Unexpected answer', null);
  return body;
}

export const pathOf = (hash: string, rest: string): string => `/api/v1/widgets/${encodeURIComponent(hash)}/${rest}`;
const isLetters = (body: unknown): body is LettersView => isRecord(body) && Array.isArray(body.recipients);
const isLetter = (body: unknown): body is PreviewedLetter => isRecord(body) && typeof body.html === 'string';

export type LettersDraft = Pick<LettersView, 'recipients' | 'templates'>;

/** One letter as it is being written. */
export interface LetterDraft {
  letter: keyof LettersView['templates'];
  subject: string | null;
  body: string | null;
}

export interface PreviewedLetter {
  subject: string;
  text: string;
  html: string;
}

export type NewSmtpAccount = Omit<SmtpAccountView, 'hasPassword'> & { password: string | null };

export function fetchLetters(hash: string, language: Language, signal?: AbortSignal): Promise<LettersView> {
  return read(pathOf(hash, 'letters'), language, isLetters, signal);
}

export async function saveLetters(hash: string, draft: LettersDraft, language: Language): Promise<LettersView> {
  return readAs(await request(pathOf(hash, 'letters'), language, jsonOf('PUT', draft)), isLetters);
}

export async function previewLetter(
  hash: string,
  draft: LetterDraft,
  language: Language,
  signal: AbortSignal,
): Promise<PreviewedLetter> {
  const sent = { ...jsonOf('POST', draft), signal };
  return readAs(await request(pathOf(hash, 'letters/preview'), language, sent), isLetter);
}

export async function sendTestLetter(hash: string, draft: LetterDraft, to: string, language: Language): Promise<void> {
  await post(pathOf(hash, 'letters/test'), { ...draft, to }, language);
}

export async function saveSmtpAccount(hash: string, account: NewSmtpAccount, language: Language): Promise<void> {
  await request(pathOf(hash, 'smtp-account'), language, jsonOf('PUT', account));
}

export async function removeSmtpAccount(hash: string, language: Language): Promise<void> {
  await remove(pathOf(hash, 'smtp-account'), language);
}

export async function remove(path: string, language: Language): Promise<void> {
  await request(path, language, { method: 'DELETE' });
}

const isCancellation = (body: unknown): body is { cancelledAt: string } =>
  isRecord(body) && typeof body.cancelledAt === 'string';

export async function cancelLead(id: string, language: Language): Promise<void> {
  await send(`/api/v1/leads/${encodeURIComponent(id)}/cancel`, {}, language, isCancellation);
}

/** Sends what changes something, and reads the answer. */
export async function send<T>(
  path: string,
  body: object,
  language: Language,
  isExpected: (body: unknown) => body is T,
): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await request(path, language, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  if (!isExpected(answer)) throw new ProblemError(response.status, `Unexpected answer from ${path}`, null);
  return answer;
}
