import type { LeadView } from '@ringback/db';
import type { WidgetSettings } from '@ringback/scenario';

/** A lead as a notification needs it. */
export interface NotifiedLead {
  /** As the API shows it. */
  view: LeadView;
  /** As they were when the lead was accepted. */
  settings: WidgetSettings;
  /** Where the cabinet and the API are; null: nobody has said. */
  consoleUrl: string | null;
  /** How many times a text was spoken to managers; asked for where a shape tells it. */
  countPrompts: () => Promise<number>;
}
