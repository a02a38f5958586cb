import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { useEffect } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { LeadView } from '../../../src/api/lead-view.ts';
import { useLeadChanges } from '../api/live-leads.tsx';
import { isRecord, ProblemError } from '../api/problem-error.ts';
import { leadQuery } from '../api/queries.ts';
import { formatPhone } from '../format/format-phone.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Icon } from '../shell/icon.tsx';
import { Loaded } from '../shell/loaded.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { AttemptsCard } from './attempts-card.tsx';
import { DeliveriesCard } from './deliveries-card.tsx';
import { FieldsCard } from './fields-card.tsx';
import { FilesCard } from './files-card.tsx';
import { LeadHeader } from './lead-header.tsx';
import classes from './lead-page.module.css';
import { OriginCard } from './origin-card.tsx';
import { RecordingsCard } from './recordings-card.tsx';
import { TimelineCard } from './timeline-card.tsx';
import { VisitCard } from './visit-card.tsx';

export function LeadPage() {
  const { id = '' } = useParams();
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const query = leadQuery(id, language);
  const lead = useQuery({
    ...query,
    // Another language shows the old words until the new ones come; another lead does not show this one.
    placeholderData: (previous, previousQuery) =>
      previousQuery?.queryKey[2] === id ? keepPreviousData(previous) : undefined,
  });
  useLeadChanges((changedId) => {
    if (changedId === id) void client.invalidateQueries({ queryKey: query.queryKey });
  });
  usePageTitle(lead.data ? titleOf(lead.data) : words.leads.title);
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [id]);
  if (lead.error instanceof ProblemError && lead.error.status === 404) {
    return <NotFound text={words.problems.leadNotFound} />;
  }
  return <Loaded query={lead}>{(data) => <LeadDetails lead={data} />}</Loaded>;
}

function LeadDetails({ lead }: { lead: LeadView }) {
  return (
    <article data-testid="lead" data-lead-id={lead.id} data-state={lead.state}>
      <BackLink />
      <div className={classes.column}>
        <LeadHeader lead={lead} />
        <div className={classes.columns}>
          <div className={classes.column}>
            <AttemptsCard lead={lead} />
            <RecordingsCard lead={lead} />
            <TimelineCard lead={lead} />
            <DeliveriesCard deliveries={lead.deliveries} />
            <div className={classes.last}>
              <OriginCard lead={lead} />
            </div>
          </div>
          <div className={classes.column}>
            <FieldsCard lead={lead} />
            <FilesCard lead={lead} />
            <VisitCard lead={lead} />
          </div>
        </div>
      </div>
    </article>
  );
}

/** Back to the list as it was: a step back in the browser keeps its filters and its place on the screen. */
function BackLink() {
  const { words } = useLanguage();
  const navigate = useNavigate();
  const state: unknown = useLocation().state;
  const cameFromList = isRecord(state) && state.from === 'list';
  const goBack = (event: MouseEvent) => {
    if (!cameFromList || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void navigate(-1);
  };
  return (
    <Link to="/" className={classes.back} onClick={goBack}>
      <Icon name="back" size={16} />
      {words.lead.back}
    </Link>
  );
}

function titleOf(lead: LeadView): string {
  return lead.visitorName ?? (lead.phone === null ? (lead.phoneRaw ?? lead.id) : formatPhone(lead.phone));
}
