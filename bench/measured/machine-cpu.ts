import { readFile } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;

/** CPU seconds that all processes of this machine have used since its start. Linux only: elsewhere NaN. */
export async function readMachineCpuSeconds(): Promise<number> {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => '');
  // https://man7.org/linux/man-pages/man5/proc_stat.5.html: user, nice, system, idle, iowait, irq, softirq.
  const [, user, nice, system, , , irq, softirq] = (stat.split('\n', 1)[0] ?? '').split(/\s+/).map(Number);
  return ((user ?? Number.NaN) + (nice ?? 0) + (system ?? 0) + (irq ?? 0) + (softirq ?? 0)) / TICKS_PER_SECOND;
}
