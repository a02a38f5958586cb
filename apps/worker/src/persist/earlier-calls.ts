import { isIP } from 'node:net';

import type { BlockListOwner, CallHistory, CallRequest, CallsCounted } from '@ringback/db';
import type { BlockReason, Refusals, WidgetSettings } from '@ringback/scenario';
import { readSenderKeys, type AcceptedSubmission } from '@ringback/submission';

/** Against who orders calls to other people's phones, of the installation or narrower ones of a widget; 0: no limit. */
export interface CallLimits {
  /** Chains of calls to one phone over all widgets, within 24 hours. */
  callsPerPhone: number;
  /** Phones that calls from one address go to, within an hour. */
  phonesPerVisitor: number;
}

const CALLS_WITHIN_MS = 24 * 3600 * 1000;
const PHONES_WITHIN_MS = 3600 * 1000;

const LISTS: Record<BlockListOwner, BlockReason> = { widget: 'widget-list', installation: 'installation-list' };

/** What stands in the way of the calls of a group: what the database knows, and what the group itself has begun. */
export class EarlierCalls {
  readonly #history: Map<string, CallHistory>;
  readonly #limits: CallLimits;
  readonly #chains = new Set<string>();
  readonly #callsOfPhone = new Map<string, number>();
  readonly #phonesOfSender = new Map<string, Set<string>>();

  constructor(history: CallHistory[], limits: CallLimits) {
    this.#history = new Map(history.map((entry) => [entry.leadId, entry]));
    this.#limits = limits;
  }

  refusalsOf(
    { leadId, widgetId, ip, submission }: AcceptedSubmission,
    { repeatWindowSeconds, limits }: Pick<WidgetSettings, 'repeatWindowSeconds' | 'limits'>,
    at: Date,
  ): Refusals {
    const { phone, phoneRefusal } = submission;
    const known = this.#history.get(leadId);
    const lastReachedAt = known?.lastReachedAt ?? null;
    return {
      widgetOff: known?.widgetOff === true,
      phone: phoneRefusal,
      phoneBlocked: known?.phoneBlockedBy ? LISTS[known.phoneBlockedBy] : this.#limitOfPhone(phone, known, limits),
      addressBlocked: known?.addressBlockedBy
        ? LISTS[known.addressBlockedBy]
        : this.#limitOfSender(ip, phone, known, limits),
      chainUnfinished: known?.chainUnfinished === true || this.#chains.has(`${widgetId} ${phone ?? ''}`),
      reachedRecently: lastReachedAt !== null && at.getTime() - lastReachedAt.getTime() < repeatWindowSeconds * 1000,
    };
  }

  /** The submission begins a chain of calls. */
  begin({ widgetId, ip, submission: { phone } }: AcceptedSubmission): void {
    if (phone === null) return;
    this.#chains.add(`${widgetId} ${phone}`);
    this.#callsOfPhone.set(phone, (this.#callsOfPhone.get(phone) ?? 0) + 1);
    const sender = senderOf(ip);
    if (sender === null) return;
    const phones = this.#phonesOfSender.get(sender) ?? new Set();
    this.#phonesOfSender.set(sender, phones.add(phone));
  }

  #limitOfPhone(phone: string | null, known: CallHistory | undefined, own: CallLimits): BlockReason | null {
    const callsPerPhone = narrower(this.#limits.callsPerPhone, own.callsPerPhone);
    if (callsPerPhone === 0 || phone === null) return null;
    const calls = (known?.phoneCalls ?? 0) + (this.#callsOfPhone.get(phone) ?? 0);
    return calls >= callsPerPhone ? 'limit' : null;
  }

  #limitOfSender(
    ip: string,
    phone: string | null,
    known: CallHistory | undefined,
    own: CallLimits,
  ): BlockReason | null {
    const phonesPerVisitor = narrower(this.#limits.phonesPerVisitor, own.phonesPerVisitor);
    const sender = senderOf(ip);
    if (phonesPerVisitor === 0 || phone === null || sender === null) return null;
    const phones = new Set([...(known?.senderPhones ?? []), ...(this.#phonesOfSender.get(sender) ?? [])]);
    return !phones.has(phone) && phones.size >= phonesPerVisitor ? 'limit' : null;
  }
}

/** What has to be known of earlier calls before a submission is decided about. */
export function askForCalls({ leadId, widgetId, ip, submission: { phone } }: AcceptedSubmission): CallRequest {
  return { leadId, widgetId, phone, ip: isIP(ip) === 0 ? null : ip, sender: senderOf(ip) };
}

/** Calls that count at this moment for any of the limits. */
export function countCallsSince(limits: CallLimits[], at: Date): CallsCounted {
  const isCounted = (name: keyof CallLimits): boolean => limits.some((one) => one[name] > 0);
  return {
    callsSince: isCounted('callsPerPhone') ? new Date(at.getTime() - CALLS_WITHIN_MS) : null,
    phonesSince: isCounted('phonesPerVisitor') ? new Date(at.getTime() - PHONES_WITHIN_MS) : null,
  };
}

/** 0 is no limit. */
function narrower(one: number, other: number): number {
  return one === 0 || other === 0 ? one + other : Math.min(one, other);
}

function senderOf(ip: string): string | null {
  return readSenderKeys(ip)?.address ?? null;
}
