import type { NextFunction, Request, Response } from 'express';

// Styles may stand inline: Mantine and Bull Board set them on elements.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What a browser may do with anything of the console. */
export function setSecurityHeaders(publicUrl: string) {
  const secure = publicUrl.startsWith('https:');
  return (_req: Request, res: Response, next: NextFunction): void => {
    res.set({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...(secure && { 'Strict-Transport-Security': 'max-age=31536000' }),
    });
    next();
  };
}
