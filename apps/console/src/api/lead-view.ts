export type { AttemptView, DeliveryView, FileView, LeadState, LeadView, LegView, StatusView } from '@ringback/db';
