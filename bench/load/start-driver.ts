import { startMeasured } from '../measured/start-measured.ts';
import type { LoadJob, LoadReport } from './messages.ts';

export interface Driver {
  run: (job: LoadJob) => Promise<LoadReport>;
  close: () => Promise<void>;
}

const SPARE_MS = 20_000;

/** The driver in a process of its own. */
export async function startDriver(): Promise<Driver> {
  const measured = await startMeasured(new URL('driver.ts', import.meta.url), {});
  return {
    run: async (job) => {
      const report = (await measured.ask(job, job.seconds * 1000 + SPARE_MS)) as LoadReport;
      if (report.accepted === 0) throw new Error(`${job.url} answered ${JSON.stringify(report.answers)}`);
      return report;
    },
    close: measured.close,
  };
}
