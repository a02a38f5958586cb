import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';

import express, { Router } from 'express';

const NOT_BUILT = `<!doctype html>
<meta charset="utf-8">
<title>Ringback</title>
<h1>The cabinet is not built</h1>
<p>Run <code>npm run build:web -w @ringback/console</code> and load this page again. The API works without it.</p>
`;

/** Serves the built single-page cabinet; every address that is not a file is one of its pages. */
export function createCabinet(webRoot: string): Router {
  const index = join(webRoot, 'index.html');
  const assets = join(webRoot, 'assets') + sep;
  const router = Router();
  router.use(
    express.static(webRoot, {
      index: false,
      setHeaders: (res, path) => {
        // The names of assets carry a hash of what is in them.
        res.setHeader('Cache-Control', path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.get(/^\/(?!assets\/)/, (req, res, next) => {
    if (req.accepts('html') === false) {
      next();
      return;
    }
    res.set('Cache-Control', 'no-cache');
    if (existsSync(index)) res.sendFile(index, { cacheControl: false });
    else res.status(503).type('html').send(NOT_BUILT);
  });
  return router;
}
