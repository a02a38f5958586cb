import type { DeliveryView } from '../../../src/api/lead-view.ts';
import type { StatusTone } from '../format/status-tone.ts';

export const deliveryTones = {
  pending: 'waiting',
  delivered: 'success',
  failed: 'failure',
  refused: 'refused',
} as const satisfies Record<DeliveryView['state'], StatusTone>;
