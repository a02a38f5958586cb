import { pipeline, type Readable } from 'node:stream';

import { requestContext } from '@ringback/http';
import type { OpenFile } from '@ringback/files';
import type { Request, Response } from 'express';

/** Sends what a stranger has uploaded: to be saved and never to be shown, whatever it is or calls itself. */
export function sendFile(req: Request, res: Response, name: string, { bytes, read }: OpenFile): void {
  res.attachment(name);
  res.set({
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(bytes),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  });
  pass(req, res, read());
}

/** Sends a recording: a player may ask for a part of it, to begin in the middle. */
export async function sendRecording(req: Request, res: Response, name: string, file: OpenFile): Promise<void> {
  res.attachment(name);
  res.set({ 'Accept-Ranges': 'bytes', 'Content-Type': 'audio/wav' });
  const ranges = req.range(file.bytes, { combine: true });
  if (ranges === -1) {
    await file.close();
    res.status(416).set('Content-Range', `bytes */${file.bytes}`).removeHeader('Content-Disposition');
    res.end();
    return;
  }
  const range = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  if (range) res.status(206).set('Content-Range', `bytes ${start}-${end}/${file.bytes}`);
  res.set('Content-Length', String(end - start + 1));
  pass(req, res, file.read(range && { start, end }));
}

function pass(req: Request, res: Response, content: Readable): void {
  pipeline(content, res, (err) => {
    if (err) requestContext(req).log.info({ err }, 'file was not sent to its end');
  });
}
