import { describe, expect, it } from '@jest/globals';

import { html } from './html.ts';

describe('html', () => {
  it('escapes what is put in, in text and in attributes', () => {
    expect(html`<a title="${`"'`}">${'<b>&'}</a>`.source).toBe('<a title="&quot;&#39;">&lt;b&gt;&amp;</a>');
  });

  it('takes markup as it is, lists item by item and null as nothing', () => {
    expect(html`<p>${html`<b>${1}</b>`}${['<', null, html`<i></i>`]}</p>`.source).toBe('<p><b>1</b>&lt;<i></i></p>');
  });
});
