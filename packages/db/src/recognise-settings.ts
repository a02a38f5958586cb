import type { WidgetSettings } from '@ringback/scenario';
import type { RecogniseSettings } from '@ringback/submission';

/** By what a widget's forms are understood. Ingest and worker must not differ in it: one answers, the other calls. */
export function recogniseSettingsOf({ phone, pins }: Pick<WidgetSettings, 'phone' | 'pins'>): RecogniseSettings {
  return { ...phone, pins };
}
