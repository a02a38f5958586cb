import { bitrixForm, landingForm, tildaForm, wordpressForm } from './cms-forms.ts';
import type { Html } from './html.ts';
import type { PageContext } from './page-context.ts';
import {
  backgroundForm,
  basketForm,
  callOnlyForm,
  connectForm,
  dataLayerForm,
  formDataForm,
  getForm,
  plainForm,
  redirectForm,
  xhrForm,
} from './sample-forms.ts';
import {
  basketScript,
  connectScript,
  dataLayerScript,
  formDataScript,
  landingScript,
  xhrScript,
} from './sample-scripts.ts';

/** One way of connecting a form: what a page shows, runs and gives to copy is the same text. */
export interface Way {
  path: keyof PageContext['texts']['ways'];
  group: keyof PageContext['texts']['groups'];
  form: (context: PageContext) => Html;
  /** Whether Ringback's own script is in the page. */
  withPageScript: boolean;
  script: { path: string; source: (context: PageContext) => string } | null;
}

const WITHOUT_SCRIPT = { withPageScript: false, script: null };

export const WAYS: readonly Way[] = [
  { path: '/call-only', group: 'action', form: callOnlyForm, ...WITHOUT_SCRIPT },
  { path: '/plain', group: 'action', form: plainForm, ...WITHOUT_SCRIPT },
  { path: '/get', group: 'action', form: getForm, ...WITHOUT_SCRIPT },
  { path: '/redirect', group: 'action', form: redirectForm, ...WITHOUT_SCRIPT },
  {
    path: '/basket',
    group: 'action',
    form: basketForm,
    withPageScript: true,
    script: { path: '/samples/basket.js', source: basketScript },
  },
  {
    path: '/xhr',
    group: 'action',
    form: xhrForm,
    withPageScript: true,
    script: { path: '/samples/xhr.js', source: xhrScript },
  },
  {
    path: '/form-data',
    group: 'action',
    form: formDataForm,
    withPageScript: false,
    script: { path: '/samples/form-data.js', source: formDataScript },
  },
  {
    path: '/data-layer',
    group: 'action',
    form: dataLayerForm,
    withPageScript: false,
    script: { path: '/samples/data-layer.js', source: dataLayerScript },
  },
  { path: '/background', group: 'script', form: backgroundForm, withPageScript: true, script: null },
  {
    path: '/connect',
    group: 'script',
    form: connectForm,
    withPageScript: true,
    script: { path: '/samples/connect.js', source: connectScript },
  },
  { path: '/bitrix', group: 'cms', form: bitrixForm, ...WITHOUT_SCRIPT },
  { path: '/wordpress', group: 'cms', form: wordpressForm, ...WITHOUT_SCRIPT },
  { path: '/tilda', group: 'cms', form: tildaForm, ...WITHOUT_SCRIPT },
  {
    path: '/landing',
    group: 'cms',
    form: landingForm,
    withPageScript: false,
    script: { path: '/samples/landing.js', source: landingScript },
  },
];
