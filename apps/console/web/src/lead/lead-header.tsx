import { Anchor } from '@mantine/core';
import type { LeadView } from '../../../src/api/lead-view.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatPhone } from '../format/format-phone.ts';
import { pairOf, statusText } from '../format/lead-status.tsx';
import { Moment } from '../format/moment.tsx';
import { leadTone } from '../format/status-tone.ts';
import { useLanguage } from '../language/use-language.tsx';
import { CancelButton } from './cancel-button.tsx';
import classes from './lead-header.module.css';

/** Who wants a call, since when, and how it stands. */
export function LeadHeader({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  return (
    <header className={classes.header} data-tone={leadTone(lead)}>
      <div>
        <h1 className={classes.name}>{lead.visitorName ?? words.leads.noName}</h1>
        <div className={classes.contacts}>
          <Phone lead={lead} />
          {lead.email !== null && <span className={classes.quiet}>{lead.email}</span>}
        </div>
        <div className={classes.contacts}>
          <span className={classes.quiet}>
            <Moment at={lead.receivedAt} as="full" />
          </span>
          <span className={classes.quiet}>{lead.formName ?? words.leads.noForm}</span>
        </div>
      </div>
      <Standing lead={lead} />
      {lead.comment !== null && <p className={classes.comment}>{lead.comment}</p>}
    </header>
  );
}

function Phone({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  if (lead.phone === null) return <span className={classes.phone}>{lead.phoneRaw ?? words.leads.noPhone}</span>;
  return (
    <Anchor href={`tel:${lead.phone}`} className={classes.phone} inherit data-testid="lead-phone">
      {formatPhone(lead.phone)}
    </Anchor>
  );
}

function Standing({ lead }: { lead: LeadView }) {
  const { language, words } = useLanguage();
  const pair = pairOf(lead);
  const text = statusText(lead, words);
  return (
    <div className={classes.standing} role="status">
      <span className={classes.status} data-testid="lead-status">
        {text}
      </span>
      {lead.status && lead.status.text !== text && <span className={classes.quiet}>{lead.status.text} </span>}
      {pair && (
        <span className={classes.quiet} title={words.lead.statusPair} data-testid="lead-status-pair">
          {pair}
        </span>
      )}
      {lead.talkSeconds !== null && (
        <span className={classes.quiet}> · {words.lead.talked(formatDuration(lead.talkSeconds * 1000, language))}</span>
      )}
      <CancelButton key={lead.id} lead={lead} />
    </div>
  );
}
