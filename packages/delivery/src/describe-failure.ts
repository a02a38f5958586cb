const WORDS: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  ETIMEDOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed before the answer',
  EPIPE: 'connection closed before the answer',
  UND_ERR_SOCKET: 'connection closed before the answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the host',
  ENOTFOUND: 'the host name is not known (DNS)',
  ENODATA: 'the host name has no address (DNS)',
  EAI_AGAIN: 'the host name could not be looked up (DNS)',
  ESERVFAIL: 'the host name could not be looked up (DNS)',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
  CERT_HAS_EXPIRED: 'TLS: the certificate has expired',
  CERT_NOT_YET_VALID: 'TLS: the certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'TLS: the certificate is for another host name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'TLS: the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'TLS: the certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'TLS: the certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'TLS: the certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'TLS: the certificate is not trusted',
  EPROTO: 'TLS: the host does not speak it',
};

const FAMILIES: readonly (readonly [prefix: string, words: string])[] = [
  ['ERR_SSL_', 'TLS: the host does not speak it'],
  ['ERR_TLS_', 'TLS: the connection failed'],
];

/** Why no answer came, in words for the cabinet. Never the error's own message: it can carry addresses and names. */
export function describeFailure(err: unknown): string {
  // undici's parser leaves its `code` empty.
  if (err instanceof Error && err.name === 'HTTPParserError') return 'the answer is not HTTP';
  const code = readCode(err);
  if (code === null) return 'the request failed';
  const family = FAMILIES.find(([prefix]) => code.startsWith(prefix));
  return WORDS[code] ?? family?.[1] ?? `the request failed (${code})`;
}

function readCode(err: unknown): string | null {
  const code = typeof err === 'object' && err !== null && 'code' in err ? err.code : null;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : null;
}
