export type { AttemptView, DeliveryView, LeadState, LeadView, LegView, StatusView } from './lead-view.ts';
