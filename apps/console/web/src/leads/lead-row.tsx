import type { ReactNode } from 'react';
import { memo, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { LeadView } from '../../../src/api/lead-view.ts';
import { formatPhone } from '../format/format-phone.ts';
import { LeadStatus } from '../format/lead-status.tsx';
import { Moment } from '../format/moment.tsx';
import { shortAddress } from '../format/web-address.ts';
import { markOrNull } from '../lead/visit-labels.ts';
import { useLanguage } from '../language/use-language.tsx';
import classes from './leads-table.module.css';

export const LeadRow = memo(function LeadRow({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  const row = useFlashOnChange(`${lead.state} ${lead.status?.manager}/${lead.status?.visitor}`);
  const visitor = lead.visitorName ?? lead.phone ?? lead.phoneRaw ?? words.leads.noName;
  const source = markOrNull(lead.utm.source);
  return (
    <tr
      ref={row}
      className={classes.row}
      role="row"
      data-testid="lead-row"
      data-lead-id={lead.id}
      data-state={lead.state}
    >
      <td role="cell">
        <Link
          to={`/leads/${encodeURIComponent(lead.id)}`}
          state={{ from: 'list' }}
          className={classes.open}
          aria-label={words.leads.open(visitor)}
        >
          <Moment at={lead.receivedAt} />
        </Link>
      </td>
      <td role="cell">
        <LeadStatus lead={lead} />
      </td>
      <Cell main={<Phone lead={lead} />} second={lead.visitorName ?? words.leads.noName} />
      <Cell main={lead.formName ?? words.leads.noForm} second={lead.widgetName} />
      <Cell main={source ?? words.leads.direct} second={markOrNull(lead.utm.campaign)} />
      <Cell main={lead.page === null ? null : shortAddress(lead.page)} title={lead.page} />
    </tr>
  );
});

function Phone({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  if (lead.phone === null) return lead.phoneRaw ?? words.leads.noPhone;
  return (
    <a href={`tel:${lead.phone}`} className={classes.phone}>
      {formatPhone(lead.phone)}
    </a>
  );
}

function Cell({ main, second, title }: { main: ReactNode; second?: string | null; title?: string | null }) {
  return (
    <td role="cell" title={title ?? undefined}>
      <span className={classes.main}>{main}</span>
      {second && <span className={classes.second}>{second}</span>}
    </td>
  );
}

/** Lets the eye find the row that has just changed. */
function useFlashOnChange(standing: string) {
  const row = useRef<HTMLTableRowElement>(null);
  const seen = useRef(standing);
  useEffect(() => {
    if (seen.current === standing) return;
    seen.current = standing;
    const element = row.current;
    const changed = classes.changed;
    if (!element || !changed) return;
    element.classList.remove(changed);
    // Reading the width makes the browser see the class gone, so that the animation starts again.
    element.getBoundingClientRect();
    element.classList.add(changed);
  }, [standing]);
  return row;
}
