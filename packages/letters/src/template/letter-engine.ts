import { Liquid, type Emitter, type FilterImplOptions } from 'liquidjs';

/** What a template may use. Everything else of Liquid is unknown to it, files and other templates first of all. */
const TAGS: readonly string[] = ['assign', 'break', 'case', 'comment', '#', 'continue', 'for', 'if', 'raw', 'unless'];
const FILTERS: readonly string[] = [
  ...['append', 'capitalize', 'default', 'downcase', 'first', 'join', 'last', 'map', 'prepend', 'remove', 'replace'],
  ...['round', 'size', 'slice', 'split', 'strip', 'truncate', 'truncatewords', 'upcase', 'url_encode', 'where'],
  ...['plus', 'minus', 'times', 'divided_by'],
];

export const MAX_TEMPLATE_CHARACTERS = 20_000;
const MAX_OUTPUT_CHARACTERS = 400_000;
/** In Liquid's own measure, about characters and elements; it counts up and never down. */
const MAX_MEMORY = 2_000_000;
const RENDER_WITHIN_MS = 500;

export interface LetterEngineOptions {
  /** Applied to each value that is written. */
  escape: (text: string) => string;
  /** What `{% lead_table %}` writes. */
  leadTable: string;
}

/** Liquid with the safe part of its tags and filters, within bounds of length, memory and time. */
export function createLetterEngine({ escape, leadTable }: LetterEngineOptions): Liquid {
  const outputEscape: FilterImplOptions = function (value: unknown) {
    const text = Array.isArray(value) ? value.map(asText).join('') : asText(value);
    this.context.memoryLimit.use(text.length);
    return escape(text);
  };
  const engine = new Liquid({
    outputEscape,
    strictFilters: true,
    ownPropertyOnly: true,
    // Templates are never files; this keeps them so even if a tag that reads them should come back.
    templates: {},
    relativeReference: false,
    dynamicPartials: false,
    parseLimit: MAX_TEMPLATE_CHARACTERS,
    memoryLimit: MAX_MEMORY,
    renderLimit: RENDER_WITHIN_MS,
  });
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) Reflect.deleteProperty(engine.tags, name);
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) engine.unregisterFilter(name);
  engine.registerTag('lead_table', {
    parse: () => undefined,
    render: (_context, emitter) => {
      emitter.write(leadTable);
    },
  });
  return engine;
}

/** Takes what a template writes, up to a bound; beyond it the template fails at the line that went over. */
export function createBoundedEmitter(): Emitter {
  return {
    buffer: '',
    write(html: unknown) {
      this.buffer += asText(html);
      if (this.buffer.length > MAX_OUTPUT_CHARACTERS) throw new RangeError('the letter becomes too long');
    },
  };
}

function asText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return '';
  }
}
