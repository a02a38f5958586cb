import type { DecodedText } from './decode-text.ts';
import type { FieldCollector } from './field-collector.ts';

const LINE_END = '\r\n';

/** Whether a text is what a browser makes of a form with `enctype="text/plain"`: a line for each field, nothing encoded. */
export function isPlainTextForm(text: string): boolean {
  return text.endsWith(LINE_END) && !firstLine(text).includes('&') && text.indexOf('=') > 0;
}

/** A line without `=` goes on with the value before it, which has several lines. */
export function parsePlainText({ text, charset }: DecodedText, collector: FieldCollector): void {
  const fields: { name: string; value: string }[] = [];
  for (const line of text.slice(0, -LINE_END.length).split(LINE_END)) {
    const equals = line.indexOf('=');
    const last = fields.at(-1);
    if (equals !== -1) fields.push({ name: line.slice(0, equals), value: line.slice(equals + 1) });
    else if (last) last.value += `\n${line}`;
  }
  for (const { name, value } of fields) collector.addText(name, value, charset);
}

function firstLine(text: string): string {
  return text.slice(0, text.indexOf(LINE_END));
}
