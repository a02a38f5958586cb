import { isSuccess, type AriClient } from './ari-client.ts';
import type { AriSocket } from './ari-socket.ts';
import { DialRefusedError, ExchangeUnreachableError, type DialRequest } from './port.ts';

export interface DialDeps {
  client: AriClient;
  socket: AriSocket;
  application: string;
  /** The ways out in their order; `{number}` is the number as it is, `{digits}` the number without its plus. */
  endpointTemplates: string[];
}

const CARRIER_FAULT = 503;
const ADDRESS_INCOMPLETE = 484;
/** A number goes into a dial string, where `@`, `/` and `&` have a meaning of their own. */
const DIALLABLE = /^\+?[\w.*#-]{1,64}$/;

export async function dial(deps: DialDeps, order: DialRequest): Promise<void> {
  const { callId, number, ringTimeoutSeconds, callerId, route = 0 } = order;
  const template = deps.endpointTemplates[route];
  if (!DIALLABLE.test(number)) throw new DialRefusedError(callId, ADDRESS_INCOMPLETE, 'not a number to dial');
  if (template === undefined) throw new DialRefusedError(callId, CARRIER_FAULT, 'there is no such way out');
  // Asterisk takes a dial without a socket, rings the phone and drops whoever answers.
  if (!deps.socket.isUp()) throw new ExchangeUnreachableError('no event socket is open', { neverSent: true });
  const query = {
    endpoint: template.replaceAll('{number}', number).replaceAll('{digits}', number.replace('+', '')),
    app: deps.application,
    timeout: String(Math.ceil(ringTimeoutSeconds)),
    ...(callerId === undefined ? {} : { callerId }),
  };
  const { status } = await deps.client.send({ method: 'POST', path: ['channels', callId], query });
  // 409: the exchange has the leg already.
  if (isSuccess(status) || status === 409) return;
  if (status === 502 || status === 504) throw new ExchangeUnreachableError('a proxy answered for the exchange');
  throw new DialRefusedError(callId, CARRIER_FAULT, `the exchange answered ${String(status)} to a dial`);
}
