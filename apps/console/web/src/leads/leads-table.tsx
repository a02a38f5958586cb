import type { LeadView } from '../../../src/api/lead-view.ts';
import { useLanguage } from '../language/use-language.tsx';
import { LeadRow } from './lead-row.tsx';
import classes from './leads-table.module.css';

// The roles are written out because on a narrow screen the rows become cards, and browsers then forget the table.
export function LeadsTable({ leads }: { leads: LeadView[] }) {
  const { words } = useLanguage();
  const { time, status, visitor, form, source, page } = words.leads;
  return (
    <div className={classes.frame}>
      <table className={classes.table} role="table" aria-label={words.leads.table} data-testid="leads">
        <thead className={classes.head} role="rowgroup">
          <tr role="row">
            {[time, status, visitor, form, source, page].map((title) => (
              <th key={title} scope="col" role="columnheader">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {leads.map((lead) => (
            <LeadRow key={lead.id} lead={lead} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
