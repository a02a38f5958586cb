import type { Html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { backUrlForm, dataLayerForm, formDataForm, plainForm, xhrForm } from './sample-forms.ts';
import { dataLayerScript, formDataScript, xhrScript } from './sample-scripts.ts';

/** One way of connecting a form: what a page shows, runs and gives to copy is the same text. */
export interface Way {
  path: keyof PageContext['texts']['ways'];
  form: (context: PageContext) => Html;
  script: { path: string; source: (context: PageContext) => string } | null;
}

export const WAYS: readonly Way[] = [
  { path: '/plain', form: plainForm, script: null },
  { path: '/back-url', form: backUrlForm, script: null },
  { path: '/xhr', form: xhrForm, script: { path: '/samples/xhr.js', source: xhrScript } },
  { path: '/form-data', form: formDataForm, script: { path: '/samples/form-data.js', source: formDataScript } },
  { path: '/data-layer', form: dataLayerForm, script: { path: '/samples/data-layer.js', source: dataLayerScript } },
];
