export interface Endpoint {
  technology: string;
  /** `manager@people`, as `Dial` events show it. */
  dialString: string;
  exten: string;
  context: string;
}

const TECHNOLOGIES: ReadonlySet<string> = new Set(['Local', 'PJSIP', 'SIP']);

/** Reads `PJSIP/number@trunk`, `SIP/trunk/number` or `Local/exten@context`; null when the exchange has no such technology. */
export function parseEndpoint(endpoint: string): Endpoint | null {
  const slash = endpoint.indexOf('/');
  const technology = endpoint.slice(0, slash);
  const dialString = endpoint.slice(slash + 1);
  if (slash < 0 || !TECHNOLOGIES.has(technology)) return null;
  const [address = '', place = 'default'] = dialString.split('@');
  const exten = address.slice(address.lastIndexOf('/') + 1);
  return { technology, dialString, exten, context: place };
}
