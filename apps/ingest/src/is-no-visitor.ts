import type { IncomingHttpHeaders } from 'node:http';

const GUESS_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;
const GUESS = /prefetch|prerender|preview/i;

/** Search engines, link previews of messengers, scanners of mail. A Cubot is a phone. */
const ROBOT =
  /(?<!cu)bot\b|crawler|spider|preview|scanner|facebookexternalhit|vkshare|^(?:whatsapp|viber)\/|yandex(?:images|media|metrika|favicons)|google-(?:safety|read-aloud|inspectiontool)|mimecast|proofpoint|barracuda|safelinks/i;

/**
 * A browser that guesses that somebody will come, or a robot that looks where a link leads. Nobody is called for a guess,
 * and a link that orders a call gets into letters and messengers.
 */
export function isNoVisitor(headers: IncomingHttpHeaders): boolean {
  return (
    GUESS_HEADERS.some((name) => GUESS.test(String(headers[name] ?? ''))) || ROBOT.test(headers['user-agent'] ?? '')
  );
}
