import { cleanFileName } from './clean-file-name.ts';
import { cleanText, decodeText, type DecodedText } from './decode-text.ts';
import type { FileInfo } from './file-part.ts';
import { FormTooLargeError } from './form-errors.ts';
import type { FormLimits } from './form-limits.ts';
import type { Charset, FormField } from './submission.ts';

export interface DecodedField extends FormField {
  charset: Charset;
}

/** A basket that is too long is cut, not refused: no lead is lost for its visit. */
const CUT_NOT_REFUSED = 'cookiesbasket';

/** Gathers the fields of one request in their order and stops at the first limit. */
export class FieldCollector {
  readonly fields: DecodedField[] = [];
  readonly #limits: FormLimits;
  #count = 0;

  constructor(limits: FormLimits) {
    this.#limits = limits;
  }

  /** How many fields may still come. */
  get room(): number {
    return this.#limits.fields - this.#count;
  }

  /** A name or value that is UTF-8 stays so in a windows-1251 form: scripts add UTF-8 baskets to old pages. */
  addBytes(name: Buffer, value: Buffer): void {
    this.add(decodeText(name), decodeText(value));
  }

  addText(name: string, value: string): void {
    this.add({ text: name, charset: 'utf-8' }, { text: value, charset: 'utf-8' });
  }

  /** A file counts as a field. What it holds is not the collector's concern. */
  addFile(name: Buffer, fileName: Buffer, contentType: string): FileInfo {
    return {
      field: this.#countName(decodeText(name).text),
      name: cleanFileName(decodeText(fileName).text),
      contentType,
    };
  }

  add(name: DecodedText, value: DecodedText): void {
    this.fields.push({
      name: this.#countName(name.text),
      value: cleanText(this.#limitValue(name.text, value.text)),
      charset: name.charset === 'utf-8' ? value.charset : name.charset,
    });
  }

  /** Counts a field against the limit, and gives its name as it is kept. */
  #countName(name: string): string {
    this.#count++;
    if (this.#count > this.#limits.fields) {
      throw new FormTooLargeError(`The form has more than ${this.#limits.fields} fields.`);
    }
    if (name.length > this.#limits.nameLength) {
      throw new FormTooLargeError(`A field's name is longer than ${this.#limits.nameLength} characters.`);
    }
    return cleanText(name);
  }

  #limitValue(name: string, value: string): string {
    if (value.length <= this.#limits.valueLength) return value;
    if (name.trim().toLowerCase() === CUT_NOT_REFUSED) return value.slice(0, this.#limits.valueLength);
    throw new FormTooLargeError(`A field's value is longer than ${this.#limits.valueLength} characters.`);
  }
}
