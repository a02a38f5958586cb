import { html, type Html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { pageScriptTag } from './page-script.ts';
import type { Way } from './ways.ts';
import { whereToLook } from './where-to-look.ts';

const TELLS_DATA_LAYER: Way['path'][] = ['/data-layer', '/background', '/connect'];

export function formPage(context: PageContext, way: Way): Html {
  const { texts } = context;
  const form = way.form(context);
  return html`
    <h1>${texts.ways[way.path].title}</h1>
    <p class="lead">${texts.ways[way.path].about}</p>
    <div class="columns">
      <section class="card">
        <h2>${texts.formPage.live}</h2>
        ${form} ${sendsByScript(way) ? html`<noscript>${texts.formPage.needsScript}</noscript>` : null}
      </section>
      <section>${TELLS_DATA_LAYER.includes(way.path) ? dataLayerView(context) : null} ${whereToLook(context)}</section>
    </div>
    <section>
      <h2>${texts.formPage.code}</h2>
      ${way.withPageScript ? codeToCopy(context, texts.formPage.codePageScript, pageScriptTag(context.site).source) : null}
      ${codeToCopy(context, texts.formPage.codeForm, unindent(form.source))}
      ${way.script ? codeToCopy(context, texts.formPage.codeScript, way.script.source(context)) : null}
    </section>
  `;
}

/** Without script the form goes to the site's own handler alone. */
function sendsByScript({ path }: Way): boolean {
  return ['/xhr', '/connect', '/landing'].includes(path);
}

function dataLayerView({ texts }: PageContext): Html {
  return html`
    <h2>${texts.formPage.dataLayer}</h2>
    <pre id="data-layer" aria-live="polite">${texts.formPage.dataLayerEmpty}</pre>
  `;
}

function codeToCopy({ texts }: PageContext, title: string, code: string): Html {
  return html`
    <figure class="code">
      <figcaption>
        ${title}
        <button type="button" class="copy" data-copied="${texts.formPage.copied}">${texts.formPage.copy}</button>
      </figcaption>
      <pre><code>${code}</code></pre>
    </figure>
  `;
}

function unindent(source: string): string {
  const lines = source.split('\n').filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent)).join('\n');
}
