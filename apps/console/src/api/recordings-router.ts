import { findRecording } from '@ringback/db';
import { Router, type Request } from 'express';

import { ConsoleError } from '../problems.ts';
import type { ApiDeps } from './api-router.ts';
import { sendRecording } from './send-file.ts';

const AGAIN_AFTER_SECONDS = '5';

/** What was said in the talks of a lead. Notifications and client systems link to it. */
export function createRecordingsRouter({
  prisma,
  files,
  authenticate,
}: Pick<ApiDeps, 'prisma' | 'files' | 'authenticate'>): Router {
  const router = Router();
  router.get('/leads/:id/recordings/:attempt', async (req, res) => {
    const { id: leadId, attempt } = req.params;
    const visitor = await authenticate(req, res).catch((err: unknown) => {
      if (err instanceof ConsoleError && err.code === 'not-signed-in' && isNavigation(req)) return null;
      throw err;
    });
    if (!visitor) {
      // Somebody has followed a link that a client system shows: the cabinet asks who they are.
      res.redirect(303, `/leads/${encodeURIComponent(leadId)}#recordings`);
      return;
    }
    const number = /^[1-9]\d{0,5}$/.test(attempt) ? Number(attempt) : 0;
    const recording = await findRecording(prisma, { accountId: visitor.accountId, leadId, attempt: number });
    if (recording && recording.key === null) {
      res.set('Retry-After', AGAIN_AFTER_SECONDS);
      throw new ConsoleError('recording-not-ready', 'The recording is still on its way.');
    }
    const opened = recording?.key ? await files.open(recording.key) : null;
    if (!opened) throw new ConsoleError('recording-not-found', 'No lead of this account has such a recording.');
    await sendRecording(req, res, `${leadId}-${number}.wav`, opened);
  });
  return router;
}

function isNavigation(req: Request): boolean {
  return req.get('Sec-Fetch-Mode') === 'navigate';
}
