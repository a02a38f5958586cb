import type { RecognisedName } from '../submission.ts';

/** A form as a site sends it, and what is in it. */
export interface SiteForm {
  form: string;
  /** One `name=value` a line. */
  fields: string;
  /** Of the parts that are not named here there are none; the phone is +79998886655 unless it is named. */
  read: Partial<Record<Exclude<RecognisedName, 'consent'>, string | null>> & {
    /** The field. */
    consent?: string;
  };
}

export function fieldsOf({ fields }: SiteForm): [name: string, value: string][] {
  const lines = fields.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).map((line) => {
    const equals = line.indexOf('=');
    return [line.slice(0, equals), line.slice(equals + 1)];
  });
}
