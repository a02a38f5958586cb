import { describe, expect, it } from '@jest/globals';

import { html } from './html.ts';

describe('html', () => {
  it('escapes every text, in elements and in attributes', () => {
    const text = `<script>"&amp;'\${x}`;
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(
      '<p title="&lt;script&gt;&quot;&amp;amp;&#39;${x}">&lt;script&gt;&quot;&amp;amp;&#39;${x}</p>',
    );
  });

  it('takes markup of its own as it is', () => {
    expect(
      html`<ul>
          ${['<a>', 'b'].map((text) => html`<li>${text}</li>`)}
        </ul>
        ${html`<hr />`}`.markup,
    ).toContain('<li>&lt;a&gt;</li><li>b</li>');
  });
});
