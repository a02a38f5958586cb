import { readFile } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;

/** CPU seconds of a process with all its children, those that have ended counted in. Linux only: elsewhere NaN. */
export async function readTreeCpuSeconds(pid: number): Promise<number> {
  try {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const pids = [pid, ...children.trim().split(' ').filter(Boolean).map(Number)];
    const ticks = await Promise.all(pids.map(readTicks));
    return ticks.reduce((sum, of) => sum + of, 0) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: fields 14 to 17 are own and children's user and system. */
async function readTicks(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the name in brackets, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}
