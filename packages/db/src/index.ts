export { findAccountOfKey, hashApiKey, saveApiKey } from './api-keys.ts';
export { addBlock, findBlocks, removeBlock, type BlockScope, type BlockView, type NewBlock } from './blocks.ts';
export {
  findCallHistory,
  type BlockListOwner,
  type CallHistory,
  type CallRequest,
  type CallsCounted,
} from './call-history.ts';
export type { CallBudget } from './call-budgets.ts';
export { cancelLead, findUnheardCancellations, type Cancellation } from './cancelled-leads.ts';
export { createDatabase, type Database, type DatabaseConfig, type Listener } from './client.ts';
export {
  claimDeliveries,
  claimOverdueDeliveries,
  endLease,
  findFollowers,
  putBackDeliveries,
  recordDeliveryTries,
  renewLease,
  type ClaimedDelivery,
  type DeliveryState,
  type DeliveryTry,
  type EndedTry,
  type HttpExchange,
} from './deliveries.ts';
export { loadDeliveryLeads, type DeliveryFile, type DeliveryLead } from './delivery-lead.ts';
export {
  findDeliveries,
  findDelivery,
  readDeliveryCursor,
  type DeliveryCursor,
  type DeliveryEntry,
  type DeliveryFilter,
  type DeliveryPage,
  type DeliveryTryView,
} from './delivery-log.ts';
export { findEqualLeads, saveAliases, type SubmissionKey } from './equal-leads.ts';
export { findStrandedLeads, loadExchanges, tellExchangeDown, tellExchangeUp, type KnownExchange } from './exchanges.ts';
export { findOverdueEffects, findRunningPrompts, loadEffect, markEffectsDone, type LoadedEffect } from './effects.ts';
export {
  findFailingWebhooks,
  findSwitchedOffWebhook,
  forgetWebhookFailure,
  recordWebhookFailure,
  type FailingWebhook,
  type SwitchOffReason,
} from './failing-webhooks.ts';
export type { PrismaClient } from './generated/client.ts';
export { tryHolderLock, type HolderLock } from './holder-lock.ts';
export { leadFactsOf } from './lead-facts.ts';
export { findKnownFileKeys, findLeadFile, type LeadFile } from './lead-files.ts';
export { digitsOfPhone, readLeadCursor, type LeadCursor, type LeadFilter } from './lead-filter.ts';
export type {
  AttemptView,
  ConsentView,
  DeliveryView,
  FileView,
  LeadState,
  LeadView,
  LegView,
  RecordingView,
  StatusView,
  VisitIdsView,
} from './lead-view.ts';
export type { ToldEvent } from './leg-events.ts';
export { findLead, findLeads, findLeadsById, type LeadPage } from './lead-views.ts';
export {
  callOffDial,
  claimDial,
  findOpenLegs,
  findTalks,
  findUnheardLegEvents,
  giveBackDial,
  recordLegEvents,
  wasDialed,
  type DialClaim,
  type DialToClaim,
  type LegEnd,
  type OpenLeg,
} from './legs.ts';
export { countLiveLegs, readBacklog, type Backlog } from './measures.ts';
export { diffMigrationsWithSchema, migrateDatabase } from './migrate.ts';
export {
  ChainTakenError,
  findSettledSubmissions,
  findStoredLeads,
  LeadRefusedError,
  persistLeads,
  type NewLead,
} from './persist-leads.ts';
export {
  addRecording,
  askForRecordingAt,
  findRecording,
  findRecordingsToFetch,
  forgetRecordings,
  keepRecording,
  removeRecording,
  type RecordingToFetch,
} from './recordings.ts';
export { recogniseSettingsOf } from './recognise-settings.ts';
export { keepRejected } from './rejected-submissions.ts';
export { countReplays, replayDeliveries, replayDelivery } from './replays.ts';
export { effectRowsOf, type Decision, type EffectRow, type NewDelivery } from './scenario-rows.ts';
export { findOverdueTimers, loadScenarios, saveTransition, saveTransitions, type LoadedScenario } from './scenarios.ts';
export { findSilentHosts, forgetSilence, recordSilence, tryHostAgain, type SilentHost } from './silent-hosts.ts';
export {
  findSmtpAccount,
  removeSmtpAccount,
  saveSmtpAccount,
  type SmtpAccount,
  type SmtpSecurity,
} from './smtp-accounts.ts';
export { findAccountName, saveUser, type NewUser, type UserRole } from './users.ts';
export { findWebhooks, switchWebhookOff, switchWebhookOn, webhookIdOf, type WebhookView } from './webhook-views.ts';
export { findWidget, findWidgets, type WidgetView } from './widget-views.ts';
export {
  changeSettings,
  loadSettings,
  loadWidgets,
  saveWidget,
  type NewWidget,
  type WidgetWithSettings,
} from './widgets.ts';
export {
  claimFromInbox,
  claimSubmissions,
  removeFromInbox,
  removeOldClaims,
  writeToInbox,
  type InboxEntry,
} from './submission-inbox.ts';
