export { createAddressGuard, type AddressGuard, type AddressGuardOptions } from './address-guard.ts';
export {
  createDeliveryClient,
  type DeliveryClient,
  type DeliveryClientDeps,
  type DeliveryOutcome,
  type DeliveryRequest,
  type DeliveryTimeouts,
} from './delivery-client.ts';
export { parseRetryAfter } from './parse-retry-after.ts';
export { signNotification } from './sign-notification.ts';
export { TargetRefusedError } from './target-refused-error.ts';
