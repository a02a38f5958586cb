import { describe, expect, it } from '@jest/globals';

import { renderTemplate, type TemplateOutcome } from './render-template.ts';
import type { TemplateFault } from './template-fault.ts';

const VALUES = {
  name: 'Иван <b>"\'&',
  phone: '+79000000010',
  comment: 'first\nsecond',
  email: null,
  page_link: 'javascript:alert(1)',
  fields: [
    { name: 'Size', value: 'XL' },
    { name: 'Colour', value: '<i>red' },
  ],
};
const MANY_FIELDS = Array.from({ length: 500 }, (_, index) => ({ name: `f${index}`, value: 'v'.repeat(1000) }));

function render(body: string | null, subject: string | null = null, values: object = VALUES): TemplateOutcome {
  const leadTable = { html: '<table>all</table>', text: 'all\n' };
  return renderTemplate({ subject, body, values: { ...values }, leadTable, tableMark: 'mark-of-the-table' });
}

function htmlOf(outcome: TemplateOutcome): string | undefined {
  return 'faults' in outcome ? JSON.stringify(outcome.faults) : outcome.body?.html;
}

function faultsOf(outcome: TemplateOutcome): TemplateFault[] {
  return 'faults' in outcome ? outcome.faults : [];
}

describe('renderTemplate', () => {
  it('fills in the values, as text whatever they are', () => {
    expect(
      htmlOf(render('<p>{{ name }} {{ email }}{% for f in fields %}{{ f.name }}={{ f.value }};{% endfor %}</p>')),
    ).toBe('<p>Иван &lt;b&gt;"\'&amp; Size=XL;Colour=&lt;i&gt;red;</p>');
  });

  it('breaks lines where the visitor did', () => {
    expect(htmlOf(render('{{ comment }}'))).toBe('first<br />second');
  });

  it('puts the table of the lead where the template wants it, into both kinds of letter', () => {
    expect(render('<h2>Hello</h2>{% lead_table %}<b>bye</b>')).toEqual({
      subject: null,
      body: { html: '<h2>Hello</h2><table>all</table><b>bye</b>', text: 'Hello\n\nall\n\nbye\n' },
    });
  });

  it('writes the text for those who read without HTML, each link once', () => {
    const outcome = render('<a href="tel:{{ phone }}">{{ phone }}</a><p>See <a href="https://a.example/">this</a></p>');
    expect(outcome).toMatchObject({ body: { text: '+79000000010\n\nSee this https://a.example/\n' } });
  });

  it.each([
    ['<a href={{ page_link }}>x</a>', '<a>x</a>'],
    ['<a href="{{ page_link }}">x</a>', '<a>x</a>'],
    ['<script>{{ name }}</script>x', 'x'],
    ['<p onclick="x()" class="y">x</p>', '<p>x</p>'],
    ['<iframe src="https://e.example"></iframe><form><input></form>x', 'x'],
    ['<style>p{}</style><img src="data:x">x', '<img />x'],
    ['<p title={{ comment }}>x</p>', '<p title="first&lt;br">second&gt;x</p>'],
  ])('takes out of %j what could act', (body, expected) => {
    expect(htmlOf(render(body))).toBe(expected);
  });

  it('keeps the subject to one short line', () => {
    const outcome = render(null, '{{ name }}\r\nBcc: evil@e.example{% for f in fields %}{{ f.value }}{% endfor %}');
    expect(outcome).toEqual({ subject: 'Иван <b>"\'& Bcc: evil@e.exampleXL<i>red', body: null });
    const long = render(null, 'x'.repeat(1000));
    expect('faults' in long ? 0 : long.subject?.length).toBe(200);
  });

  it('knows no object but the values', () => {
    expect(htmlOf(render('[{{ name.constructor }}{{ fields.__proto__ }}{{ fields.constructor.name }}]'))).toBe('[]');
  });

  it.each([
    ['{% include "/etc/passwd" %}', 'tag "include" not found'],
    ['{% render "x" %}', 'tag "render" not found'],
    ['{% layout "x" %}', 'tag "layout" not found'],
    ['{% block x %}{% endblock %}', 'tag "block" not found'],
    ['{% liquid echo name %}', 'tag "liquid" not found'],
    ['{% tablerow f in fields %}{% endtablerow %}', 'tag "tablerow" not found'],
    ['{{ name | nope }}', 'undefined filter: nope'],
    ['{{ name | raw }}', 'undefined filter: raw'],
    ['{{ "now" | date: "%99999999d" }}', 'undefined filter: date'],
    ['{{ nmae }}', 'there is no nmae in a letter'],
    ['{% if name %}', 'tag {% if name %} not closed'],
    ['{{ name ', 'output "{{ name " not closed'],
    ['{% if %}x{% endif %}', 'invalid value expression: ""'],
    ['{% for i in (1..3) %}{% endfor %}', 'ranges of numbers are not available'],
    ['{% assign r = (1..100000000) %}', 'ranges of numbers are not available'],
    [`${'{% if name %}'.repeat(11)}${'{% endif %}'.repeat(11)}`, 'blocks stand more than 10 deep in each other'],
    ['{% if name %}'.repeat(1500), 'blocks stand more than 10 deep in each other'],
    ['{% for a in fields %}'.repeat(3), 'loops stand more than 2 deep in each other'],
    [`{{ ${'name['.repeat(3000)}`, 'not closed'],
    [`{{ ${'name['.repeat(3000)}1${']'.repeat(3000)} }}`, 'a tag is longer than 1000 characters'],
  ])('refuses %.60s and says in which line', (body, message) => {
    const faults = faultsOf(render(`a\nb\n${body}`));
    expect(faults).toEqual([{ part: 'body', line: 3, message: expect.stringContaining(message) }]);
  });

  it.each([
    ['{% for a in fields %}{% for b in fields %}{{ b.value }}{% endfor %}{% endfor %}', 'the letter becomes too long'],
    [`{% for a in fields %}${'x'.repeat(15_000)}{% endfor %}`, 'the letter becomes too long'],
    [
      '{% for a in fields %}{% for b in fields %}{% assign z = b.value | split: "" %}{% endfor %}{% endfor %}',
      // Whichever comes first on this machine.
      /too much|too long/,
    ],
    [`{% assign a = "aaaa" %}${'{% assign a = a | append: a %}'.repeat(60)}`, 'too much of its values'],
    [`{% assign a = fields | map: "value" | join: "" %}${'{{ a }}'.repeat(50)}`, 'the letter becomes too long'],
    [
      `{% for a in fields %}{% for b in fields %}{% if ${'a.name == b.value or '.repeat(40)} false %}{% endif %}{% endfor %}{% endfor %}`,
      'too long',
    ],
  ])('ends %.60s, which a form of many fields makes heavy', (body, message) => {
    const faults = faultsOf(render(`\n${body}`, null, { ...VALUES, fields: MANY_FIELDS }));
    expect(faults).toEqual([{ part: 'body', line: 2, message: expect.stringMatching(message) }]);
  });

  it('names what is wrong with the subject and with the body at once', () => {
    expect(faultsOf(render('\n{{ x', '{{ a | b }}')).map(({ part, line }) => [part, line])).toEqual([
      ['subject', 1],
      ['body', 2],
    ]);
  });

  it.each([
    [null, '{{ email }}', 'the subject becomes empty when a lead tells little'],
    ['<p>{{ email }}</p>', null, 'the letter becomes empty when a lead tells little'],
    ['x'.repeat(20_001), null, 'the template is longer than 20000 characters'],
  ])('refuses the body %.20j and the subject %j', (body, subject, message) => {
    expect(faultsOf(render(body, subject))).toEqual([expect.objectContaining({ message })]);
  });
});
