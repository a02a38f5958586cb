/** The process that sends: `startDriver` runs it. */
import { serveMeasured } from '../measured/serve-measured.ts';
import { DISTINCT_NUMBERS } from './form-request.ts';
import type { LoadJob } from './messages.ts';
import { runLoad } from './run-load.ts';

let number = Math.floor(Math.random() * (DISTINCT_NUMBERS / 100)) * 100 + 9;

/** None that ends in 00 to 09: the simulated exchange has people there who are busy, or do not answer. */
const nextNumber = (): number => {
  number += number % 100 === 99 ? 11 : 1;
  return number;
};

await serveMeasured(() =>
  Promise.resolve({
    url: '',
    answer: (question) => runLoad({ job: question as LoadJob, nextNumber }),
    close: () => Promise.resolve(),
  }),
);
