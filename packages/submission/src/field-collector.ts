import { cleanFileName } from './clean-file-name.ts';
import { readControlName, type ControlName } from './control-names.ts';
import { cleanText, decodeText } from './decode-text.ts';
import type { FileInfo } from './file-part.ts';
import { FormTooLargeError } from './form-errors.ts';
import type { FormLimits } from './form-limits.ts';
import { remember } from './remember.ts';
import type { Charset, FormField } from './submission.ts';

export interface DecodedField extends FormField {
  charset: Charset;
  /** Null for a field of the form's own. */
  control: ControlName | null;
}

const readName = remember((name) => {
  const clean = cleanText(name);
  return { name: clean, control: readControlName(clean) };
});

/** Gathers the fields of one request in their order and stops at the first limit. */
export class FieldCollector {
  readonly fields: DecodedField[] = [];
  readonly #limits: FormLimits;
  #counted = 0;

  constructor(limits: FormLimits) {
    this.#limits = limits;
  }

  /** How many fields may still come. */
  get room(): number {
    return this.#limits.fields - this.#counted;
  }

  /** A name or value that is UTF-8 stays so in a windows-1251 form: scripts add UTF-8 baskets to old pages. */
  addBytes(name: Buffer, value: Buffer): void {
    const [decodedName, decodedValue] = [decodeText(name), decodeText(value)];
    const charset = decodedName.charset === 'utf-8' ? decodedValue.charset : decodedName.charset;
    this.#add(decodedName.text, cleanText(decodedValue.text), charset);
  }

  addText(name: string, value: string, charset: Charset = 'utf-8'): void {
    this.#add(name, cleanText(value), charset);
  }

  /** What another collector has gathered. */
  addFields(fields: readonly DecodedField[]): void {
    for (const field of fields) {
      this.#count(field.name);
      this.fields.push({ ...field, value: this.#limitValue(field.control, field.value) });
    }
  }

  /** Parts of a text that is clean as a whole. */
  addClean(name: string, value: string): void {
    this.#add(name, value, 'utf-8');
  }

  /** A file counts as a field. What it holds is not the collector's concern. */
  addFile(name: Buffer, fileName: Buffer, contentType: string): FileInfo {
    const field = decodeText(name).text;
    this.#count(field);
    return {
      field: cleanText(field),
      name: cleanFileName(decodeText(fileName).text),
      contentType,
    };
  }

  #add(typedName: string, value: string, charset: Charset): void {
    this.#count(typedName);
    const { name, control } = readName(typedName);
    this.fields.push({ name, value: this.#limitValue(control, value), charset, control });
  }

  #count(name: string): void {
    this.#counted++;
    if (this.#counted > this.#limits.fields) {
      throw new FormTooLargeError(`The form has more than ${this.#limits.fields} fields.`);
    }
    if (name.length > this.#limits.nameLength) {
      throw new FormTooLargeError(`A field's name is longer than ${this.#limits.nameLength} characters.`);
    }
  }

  #limitValue(control: ControlName | null, value: string): string {
    if (value.length <= this.#limits.valueLength) return value;
    // A basket that is too long is cut, not refused: no lead is lost for its visit.
    if (control === 'cookiesbasket') return cleanText(value.slice(0, this.#limits.valueLength));
    throw new FormTooLargeError(`A field's value is longer than ${this.#limits.valueLength} characters.`);
  }
}
