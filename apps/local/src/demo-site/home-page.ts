import { html, type Html } from './html.ts';
import type { PageContext } from './page-context.ts';
import { plainForm } from './sample-forms.ts';
import { WAYS, type Way } from './ways.ts';
import { whereToLook } from './where-to-look.ts';

const ENDINGS = ['01', '02', '03', '04', '05', '06', '07', '08', '09'] as const;

export function homePage(context: PageContext): Html {
  const { texts } = context;
  return html`
    <h1>${texts.home.title}</h1>
    <p class="lead">${texts.home.lead}</p>
    <div class="columns">
      <section class="card">
        <h2>${texts.home.tryIt}</h2>
        ${plainForm(context)}
        <p class="hint">${texts.home.tryHint}</p>
      </section>
      <section>
        <h2>${texts.home.stepsTitle}</h2>
        <ol class="steps">
          ${texts.home.steps.map((step) => html`<li>${step}</li>`)}
        </ol>
        ${whereToLook(context)}
      </section>
    </div>
    <section>
      <h2>${texts.home.numbersTitle}</h2>
      <p>${texts.home.numbersHint}</p>
      ${numbers(context)}
    </section>
    <section>
      <h2>${texts.home.waysTitle}</h2>
      ${(['action', 'script', 'cms'] as const).map((group) => waysOf(group, context))}
    </section>
  `;
}

function waysOf(group: Way['group'], { texts, languageQuery }: PageContext): Html {
  return html`
    <h3>${texts.groups[group]}</h3>
    <ul class="ways">
      ${WAYS.filter((way) => way.group === group).map(
        ({ path }) => html`
          <li class="card">
            <h4><a href="${path}${languageQuery}">${texts.ways[path].title}</a></h4>
            <p>${texts.ways[path].about}</p>
          </li>
        `,
      )}
    </ul>
  `;
}

function numbers({ texts }: PageContext): Html {
  const row = (ending: string, label: string, behaviour: string): Html => html`
    <tr>
      <td><button type="button" class="number" data-ending="${ending}">${label}</button></td>
      <td>${behaviour}</td>
    </tr>
  `;
  return html`
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">${texts.home.numbersEnding}</th>
          <th scope="col">${texts.home.numbersBehaviour}</th>
        </tr>
      </thead>
      <tbody>
        ${ENDINGS.map((ending) => row(ending, ending, texts.behaviours[ending]))}
        ${row('10', texts.home.numbersAnyEnding, texts.home.numbersAny)}
      </tbody>
    </table>
  `;
}
