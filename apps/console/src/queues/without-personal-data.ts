/** What BullMQ tells of a job, as far as it can carry what people have written. */
export interface JobTexts {
  data: unknown;
  returnvalue: unknown;
  failedReason: string;
  stacktrace: string[] | null;
}

/** Ours, and about nobody. All else in a job's data is left out, whatever a later version puts there. */
const SHOWN_DATA = ['leadId', 'leadIds', 'widgetHash', 'widgetHashes', 'effectId', 'deliveryId', 'at'];

/**
 * The job as an operator may see it: which lead, which widget, which event and why it failed, but nothing of what the
 * visitor has written. An operator is not the client whose leads these are.
 */
export function withoutPersonalData<Job extends JobTexts>(job: Job): Job {
  return {
    ...job,
    data: shownData(job.data),
    returnvalue: null,
    failedReason: job.failedReason && maskText(job.failedReason),
    stacktrace: job.stacktrace?.map(maskStack) ?? null,
  };
}

function shownData(data: unknown): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  if (!isRecord(data)) return shown;
  for (const name of SHOWN_DATA) if (name in data) shown[name] = data[name];
  if (isRecord(data['event'])) shown['event'] = data['event']['type'];
  return shown;
}

/**
 * The first line of a message without what looks like an e-mail address, a phone number, an address's query or a word of
 * another language than ours: our own messages are English.
 */
export function maskText(message: string): string {
  const [firstLine = ''] = message.split('\n', 1);
  return firstLine
    .replace(/[^\s<>"'(),:;]+@[^\s<>"'(),:;]+/g, '[e-mail]')
    .replace(/\?[^\s"'<>]+/g, '?[query]')
    .replace(/\+?\d[\d\s().-]{5,}\d/g, maskPhone)
    .replace(/[^\p{ASCII}]+(?:\s+[^\p{ASCII}]+)*/gu, '[text]');
}

/** A phone has seven digits at least; codes and short counts stay readable. */
function maskPhone(text: string): string {
  return text.replace(/\D/g, '').length < 7 ? text : '[number]';
}

/** Frames of a stack tell places in our code only; a message may run over lines, so that what is no frame goes. */
function maskStack(stack: string): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [maskText(stack), ...frames].join('\n');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
