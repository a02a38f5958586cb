import { cleanFileName } from './clean-file-name.ts';
import { readControlName, type ControlName } from './control-names.ts';
import { cleanText, decodeText } from './decode-text.ts';
import type { FileInfo } from './file-part.ts';
import { FormTooLargeError } from './form-errors.ts';
import type { FormLimits } from './form-limits.ts';
import { hasValue } from './has-value.ts';
import { remember } from './remember.ts';
import type { Charset, FormField } from './submission.ts';

const readName = remember((name) => {
  const clean = cleanText(name);
  return { name: clean, control: readControlName(clean) };
});

/** Gathers the fields of one request in their order, control parameters apart, and stops at the first limit. */
export class FieldCollector {
  /** The form's own. */
  readonly fields: FormField[] = [];
  /** Of repeated parameters the first that has a value. */
  readonly control = new Map<ControlName, string>();
  readonly #limits: FormLimits;
  #charset: Charset = 'utf-8';
  #counted = 0;

  constructor(limits: FormLimits) {
    this.#limits = limits;
  }

  /** Of the form's own fields: windows-1251 as soon as one of them is. */
  get charset(): Charset {
    return this.#charset;
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

  /** Parts of a text that is clean as a whole. */
  addClean(name: string, value: string): void {
    this.#add(name, value, 'utf-8');
  }

  /** What another collector has gathered under the same limits, before anything else. */
  begin(other: FieldCollector): void {
    this.#counted = other.#counted;
    this.#charset = other.#charset;
    for (const field of other.fields) this.fields.push(field);
    for (const [name, value] of other.control) this.control.set(name, value);
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
    if (value.length > this.#limits.valueLength && control !== 'cookiesbasket') {
      throw new FormTooLargeError(`A field's value is longer than ${this.#limits.valueLength} characters.`);
    }
    if (control) {
      this.#addControl(control, value);
      return;
    }
    this.fields.push({ name, value });
    if (charset !== 'utf-8') this.#charset = charset;
  }

  #addControl(name: ControlName, value: string): void {
    if (hasValue(this.control.get(name) ?? '')) return;
    // Only a basket can be too long. It is cut, not refused: no lead is lost for its visit.
    const isLong = value.length > this.#limits.valueLength;
    this.control.set(name, isLong ? cleanText(value.slice(0, this.#limits.valueLength)) : value);
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
}
