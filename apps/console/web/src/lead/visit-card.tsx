import type { LeadView } from '../../../src/api/lead-view.ts';
import { WebLink } from '../format/web-link.tsx';
import { useLanguage } from '../language/use-language.tsx';
import classes from './card.module.css';
import { Card, Pairs } from './card.tsx';
import { inLabelOrder, labelOf, markOrNull, sectionsBesideMarks } from './visit-labels.ts';

const marks = ['type', 'source', 'medium', 'campaign', 'content', 'term'] as const;

export function VisitCard({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  const sections = inLabelOrder(sectionsBesideMarks(lead.visit, lead.utm), words.visitSections);
  return (
    <Card title={words.lead.visit} testId="visit">
      <h3 className={classes.section}>{words.visitSections.marks}</h3>
      <Pairs notSet={words.notSet} pairs={marks.map((mark) => [words.utm[mark], markOrNull(lead.utm[mark])])} />
      {Object.keys(lead.visit).length === 0 && <p className={classes.quiet}>{words.lead.noVisit}</p>}
      {sections.map(([section, values]) => (
        <div key={section} data-visit-section={section}>
          <h3 className={classes.section}>{labelOf(words.visitSections, section)}</h3>
          <Pairs
            notSet={words.notSet}
            pairs={inLabelOrder(values, words.visitKeys).map(([key, value]) => {
              const said = markOrNull(value);
              return [labelOf(words.visitKeys, key), said === null ? null : <WebLink text={said} />];
            })}
          />
        </div>
      ))}
    </Card>
  );
}
