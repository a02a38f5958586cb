export type {
  AttemptView,
  DeliveryView,
  FileView,
  LeadState,
  LeadView,
  LegView,
  RecordingView,
  StatusView,
} from '@ringback/db';
