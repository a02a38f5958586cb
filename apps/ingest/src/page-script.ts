import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import type { Logger } from '@ringback/runtime';
import { Router, type RequestHandler, type Response } from 'express';

interface PageScript {
  plain: Buffer;
  gzipped: Buffer;
  /** Made of its content, so that no two contents have the same. */
  version: string;
}

const SHORTLY = 'public, max-age=300';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Throws when the script has not been built. */
export function findPageScript(): string {
  return fileURLToPath(import.meta.resolve('@ringback/browser-script/callkeeper.js'));
}

/**
 * The script that websites put into their pages: `/callkeeper.js`, whose ETag is the version, and
 * `/callkeeper.<version>.js`, which browsers keep for ever. Without a built script there is nothing at these addresses.
 */
export function createPageScriptRouter(find: () => string, log: Logger): Router {
  const router = Router();
  const script = readScript(find, log);
  if (!script) return router;
  router.get(
    '/callkeeper.js',
    sendScript(script, () => SHORTLY),
  );
  // A page may name the version of yesterday, or of the other half of a deployment: it gets what is there, for a while.
  router.get(
    '/callkeeper.:version.js',
    sendScript(script, (version) => (version === script.version ? FOR_EVER : SHORTLY)),
  );
  return router;
}

function readScript(find: () => string, log: Logger): PageScript | null {
  try {
    const plain = readFileSync(find());
    const version = createHash('sha256').update(plain).digest('hex').slice(0, 12);
    return { plain, gzipped: gzipSync(plain, { level: 9 }), version };
  } catch (err) {
    log.warn({ err }, 'the script for pages is not built: /callkeeper.js answers 404');
    return null;
  }
}

function sendScript(script: PageScript, cachingOf: (version: unknown) => string): RequestHandler {
  return (request, response: Response) => {
    const gzips = request.acceptsEncodings('gzip') === 'gzip';
    response.vary('Accept-Encoding').set({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': cachingOf(request.params['version']),
      ETag: `"${script.version}${gzips ? '-gzip' : ''}"`,
      // For sites whose pages take in only what says so.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    if (gzips) response.set('Content-Encoding', 'gzip');
    response.send(gzips ? script.gzipped : script.plain);
  };
}
