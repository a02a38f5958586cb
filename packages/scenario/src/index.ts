export { attemptOfCall, bridgeIdOf, leadIdOfCall, ONLY_EXCHANGE } from './facts.ts';
export type { LetterKind, LetterRecipient, LetterResult, LetterSettings, LetterTemplate } from './letter-settings.ts';
export { leadStateOf, officeOf, statusOf } from './lead-state.ts';
export { behaviourOf, findNext, rehearse, type Rehearsal, type RehearsalCast } from './rehearse.ts';
export { VirtualExchange, type LegBehaviour } from './virtual-exchange.ts';
export { describeTimelineEntry } from './sentences.ts';
export { parseWidgetSettings, type Manager, type Office, type WidgetSettings } from './settings.ts';
export { describeStatus, formatStatus, isSuccess, STATUSES, type Language, type Status } from './statuses.ts';
export { transition } from './transition.ts';
export { webhookSchema, type WebhookSettings } from './webhook-settings.ts';
export type {
  BlockReason,
  CallEffect,
  DialRefusal,
  Effect,
  ExchangeFacts,
  LeadFacts,
  LeadState,
  LegEvent,
  LegRole,
  NotificationEvent,
  Refusals,
  ScenarioEvent,
  ScenarioState,
  TimelineEntry,
  Transition,
} from './types.ts';
