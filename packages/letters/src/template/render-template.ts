import { Context, LiquidError, toValueSync, type Liquid } from 'liquidjs';

import { cleanLine } from '../clean-text.ts';
import { escapeHtml } from '../html.ts';
import { findStructureFault } from './find-structure-fault.ts';
import { htmlToLetterText } from './html-to-letter-text.ts';
import { createBoundedEmitter, createLetterEngine, MAX_TEMPLATE_CHARACTERS } from './letter-engine.ts';
import { sanitiseHtml } from './sanitise-html.ts';
import type { TemplateFault } from './template-fault.ts';

/** Plain data: it goes to another thread. A part that is null is left out. */
export interface TemplateJob {
  subject: string | null;
  body: string | null;
  values: Record<string, unknown>;
  /** What `{% lead_table %}` stands for. */
  leadTable: { html: string; text: string };
  /** A mark that nobody can have typed; stands for the table until the markup around it has been cleaned. */
  tableMark: string;
}

export interface RenderedTemplate {
  subject: string | null;
  /** Markup for the inside of a letter. */
  body: { html: string; text: string } | null;
}

export type TemplateOutcome = RenderedTemplate | { faults: TemplateFault[] };

const MAX_SUBJECT_CHARACTERS = 200;

/** Fills a template in. Everything that is wrong with it comes back as faults; it throws nothing. */
export function renderTemplate(job: TemplateJob): TemplateOutcome {
  const faults: TemplateFault[] = [];
  const attempt = <T>(part: TemplateFault['part'], source: string | null, run: (source: string) => T): T | null => {
    try {
      return source === null ? null : run(source);
    } catch (err) {
      faults.push({ part, ...describe(err) });
      return null;
    }
  };
  const subject = attempt('subject', job.subject, (source) => renderSubject(source, job));
  const body = attempt('body', job.body, (source) => renderBody(source, job));
  return faults.length > 0 ? { faults } : { subject, body };
}

function renderSubject(source: string, { values }: TemplateJob): string {
  const engine = createLetterEngine({ escape: (text) => text, leadTable: '' });
  const subject = cleanLine(render(source, values, engine), MAX_SUBJECT_CHARACTERS);
  if (subject === '') throw new TemplateError(1, 'the subject becomes empty when a lead tells little');
  return subject;
}

function renderBody(source: string, { values, leadTable, tableMark }: TemplateJob): { html: string; text: string } {
  const engine = createLetterEngine({ escape: escapeLines, leadTable: `<p>${tableMark}</p>` });
  const markup = sanitiseHtml(render(source, values, engine));
  const text = htmlToLetterText(markup).replaceAll(tableMark, () => leadTable.text.trim());
  if (text.trim() === '') throw new TemplateError(1, 'the letter becomes empty when a lead tells little');
  return {
    text,
    html: markup.replaceAll(`<p>${tableMark}</p>`, () => leadTable.html),
  };
}

function render(source: string, values: Record<string, unknown>, engine: Liquid): string {
  if (source.length > MAX_TEMPLATE_CHARACTERS) {
    throw new TemplateError(1, `the template is longer than ${MAX_TEMPLATE_CHARACTERS} characters`);
  }
  const fault = findStructureFault(source, engine);
  if (fault) throw new TemplateError(fault.line, fault.message);
  const templates = engine.parse(source);
  refuseUnknownNames(engine, templates, values);
  const emitter = createBoundedEmitter();
  toValueSync(
    engine.renderer.renderTemplates(
      templates,
      new Context(values, engine.options, { sync: true }, { liquid: engine }),
      emitter,
    ),
  );
  return emitter.buffer;
}

function refuseUnknownNames(engine: Liquid, templates: ReturnType<Liquid['parse']>, values: object): void {
  const { globals } = engine.analyzeSync(templates, { partials: false });
  for (const [name, [first]] of Object.entries(globals)) {
    if (!Object.hasOwn(values, name))
      throw new TemplateError(first?.location.row ?? 1, `there is no ${name} in a letter`);
  }
}

function escapeLines(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>');
}

class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const LIQUID_LIMITS: readonly (readonly [RegExp, string])[] = [
  [/^memory alloc limit exceeded/, 'the template makes too much of its values'],
  [/^template render limit exceeded/, 'the template takes too long'],
];

function describe(err: unknown): { line: number; message: string } {
  if (err instanceof TemplateError) return { line: err.line, message: err.message };
  if (!(err instanceof Error)) return { line: 1, message: 'the template cannot be filled in' };
  const { message } = err;
  const line = LiquidError.is(err) ? (err.token.getPosition()[0] ?? 1) : 1;
  const limit = LIQUID_LIMITS.find(([pattern]) => pattern.test(message));
  // Liquid repeats the place in its message.
  return { line, message: limit?.[1] ?? message.replace(/, line:\d+.*$/s, '').slice(0, 300) };
}
