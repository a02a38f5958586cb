import type { UtmMarks, Visit } from './submission.ts';
import type { NamedField } from './find-field.ts';
import { hasValue } from './has-value.ts';

const MARKS = {
  type: { basket: 'typ', parameter: 'utm_type' },
  source: { basket: 'src', parameter: 'utm_source' },
  medium: { basket: 'mdm', parameter: 'utm_medium' },
  campaign: { basket: 'cmp', parameter: 'utm_campaign' },
  content: { basket: 'cnt', parameter: 'utm_content' },
  term: { basket: 'trm', parameter: 'utm_term' },
} as const;

/** Each mark from the basket's `current` section, else from the form's own `utm_*`, else from the Referer's query. */
export function recogniseUtm(visit: Visit, fields: NamedField[], refererFields: NamedField[]): UtmMarks {
  const current = new Map(Object.entries(visit['current'] ?? {}));
  const sources = [current, collectUtm(fields), collectUtm(refererFields)];
  const read = ({ basket, parameter }: (typeof MARKS)[keyof typeof MARKS]): string | null =>
    sources.map((source) => source.get(source === current ? basket : parameter)).find(isGiven) ?? null;
  return {
    type: read(MARKS.type),
    source: read(MARKS.source),
    medium: read(MARKS.medium),
    campaign: read(MARKS.campaign),
    content: read(MARKS.content),
    term: read(MARKS.term),
  };
}

function collectUtm(fields: NamedField[]): Map<string, string> {
  const marks = new Map<string, string>();
  for (const {
    meaning: { utm },
    value,
  } of fields) {
    if (utm !== null && hasValue(value) && !marks.has(utm)) marks.set(utm, value);
  }
  return marks;
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && hasValue(value);
}
