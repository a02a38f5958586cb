import { setTimeout as sleep } from 'node:timers/promises';

export interface SentForm {
  phone: string;
  /** Milliseconds of `performance.now()`, as all moments here. */
  sentAt: number;
  /** Null until it was answered with success. */
  acknowledgedAt: number | null;
  leadId: string | null;
}

export interface FormSender {
  forms: SentForm[];
  /** How often each answer came: a status, or `no answer`. */
  answers: Map<string, number>;
  /** Sends nothing new, and resolves when every form has been answered with success or given up. */
  stop: () => Promise<void>;
}

export interface FormSenderOptions {
  /** Of all ingest processes: one of them is asked, as by a balancer. */
  formUrls: string[];
  /** How long to wait for the next one, also by how many have been sent. */
  everyMs: number | ((forms: number) => number);
  random: () => number;
  /** How long a form is sent again. */
  giveUpMs?: number;
  /** Of the form with this number, from 0; behaviours in turn when it is left out. */
  phoneOf?: (number: number) => string;
}

const ANSWER_WITHIN_MS = 2000;
const RETRY_MS = 300;
const GIVE_UP_MS = 40_000;

/** Sends one form after another, each with a phone of its own; whatever is not answered with success is sent again. */
export function startFormSender(options: FormSenderOptions): FormSender {
  const { formUrls, everyMs, random, giveUpMs = GIVE_UP_MS, phoneOf = behaviourInTurn } = options;
  const forms: SentForm[] = [];
  const answers = new Map<string, number>();
  const stopping = new AbortController();
  const pickUrl = (): string => formUrls[Math.floor(random() * formUrls.length)] ?? '';
  const count = (answer: string): void => void answers.set(answer, (answers.get(answer) ?? 0) + 1);

  const send = async (form: SentForm): Promise<void> => {
    while (form.leadId === null && performance.now() - form.sentAt < giveUpMs) {
      const { answer, leadId } = await post(pickUrl(), form.phone);
      count(answer);
      form.leadId = leadId;
      if (leadId !== null) form.acknowledgedAt = performance.now();
      else await sleep(RETRY_MS);
    }
  };
  const loop = async (): Promise<void> => {
    const sending: Promise<void>[] = [];
    for (let number = 0; !stopping.signal.aborted; number += 1) {
      const form = { phone: phoneOf(number), sentAt: performance.now(), acknowledgedAt: null, leadId: null };
      forms.push(form);
      sending.push(send(form));
      await sleep(typeof everyMs === 'number' ? everyMs : everyMs(forms.length));
    }
    await Promise.all(sending);
  };
  const ended = loop();
  return {
    forms,
    answers,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** The last two digits, 01 to 10, say how the simulated phone behaves. */
function behaviourInTurn(number: number): string {
  return `+7916${String(number).padStart(5, '0')}${String((number % 10) + 1).padStart(2, '0')}`;
}

async function post(url: string, phone: string): Promise<{ answer: string; leadId: string | null }> {
  try {
    const body = new URLSearchParams({ form_name: 'Order', name: 'Ivan', phone });
    const answer = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await answer.arrayBuffer();
    const leadId = answer.status === 200 ? answer.headers.get('ringback-lead-id') : null;
    return { answer: String(answer.status), leadId };
  } catch {
    return { answer: 'no answer', leadId: null };
  }
}
