import { cpus, loadavg, totalmem } from 'node:os';
import process from 'node:process';

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Columns under their headings, the first one left-aligned and the others right-aligned. */
export function printTable(rows: Record<string, string>[]): void {
  const headings = Object.keys(rows[0] ?? {});
  const widths = headings.map((heading) => Math.max(heading.length, ...rows.map((row) => (row[heading] ?? '').length)));
  const printRow = (cells: string[]): void => {
    const padded = cells.map((cell, index) =>
      index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
    );
    say(padded.join('  '));
  };
  printRow(headings);
  for (const row of rows) printRow(headings.map((heading) => row[heading] ?? ''));
  say('');
}

/** What the figures were taken on. */
export function describeMachine(): object {
  return {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    load: loadavg().map((of) => Number(of.toFixed(2))),
    at: new Date().toISOString(),
  };
}
