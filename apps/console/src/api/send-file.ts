import { pipeline } from 'node:stream';

import { requestContext } from '@ringback/http';
import type { OpenFile } from '@ringback/files';
import type { Request, Response } from 'express';

/** Sends what a stranger has uploaded: to be saved and never to be shown, whatever it is or calls itself. */
export function sendFile(req: Request, res: Response, name: string, { bytes, content }: OpenFile): void {
  res.attachment(name);
  res.set({
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(bytes),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  });
  pipeline(content, res, (err) => {
    if (err) requestContext(req).log.info({ err }, 'file was not sent to its end');
  });
}
