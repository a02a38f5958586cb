// Where templates are filled in: a thread with a heap of its own, which can be ended in the middle of a line.
import { parentPort } from 'node:worker_threads';

import { renderTemplate, type TemplateJob } from './render-template.ts';

parentPort?.on('message', (job: TemplateJob) => {
  parentPort?.postMessage(renderTemplate(job));
});
parentPort?.postMessage('ready');
