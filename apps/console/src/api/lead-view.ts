export type { AttemptView, DeliveryView, LeadState, LeadView, LegView, StatusView } from '@ringback/db';
