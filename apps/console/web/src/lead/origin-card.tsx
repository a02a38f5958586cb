import { Link } from 'react-router';
import type { LeadView } from '../../../src/api/lead-view.ts';
import { WebLink } from '../format/web-link.tsx';
import { useLanguage } from '../language/use-language.tsx';
import classes from './card.module.css';
import { Card, Pairs } from './card.tsx';

export function OriginCard({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  const link = (text: string | null) => (text === null ? null : <WebLink text={text} />);
  return (
    <Card title={words.lead.technical} testId="origin">
      <Pairs
        notSet={words.notSet}
        pairs={[
          [words.lead.widget, lead.widgetName],
          [words.lead.page, link(lead.page)],
          [words.lead.referrer, link(lead.referrer)],
          [words.lead.ip, lead.ip],
          [words.blocks.add, <BlockLinks key="block" lead={lead} />],
          [words.lead.userAgent, lead.userAgent],
          [words.lead.backUrl, link(lead.backUrl)],
          [words.lead.forwardMethod, lead.isSend ? lead.responseMethod : words.lead.forwardOff],
          [words.lead.id, <code className={classes.code}>{lead.id}</code>],
        ]}
      />
    </Card>
  );
}

/** To the block list of the widget, with what is to be blocked filled in. */
function BlockLinks({ lead: { widgetHash, phone, ip } }: { lead: LeadView }) {
  const { kinds } = useLanguage().words.blocks;
  const href = (entry: Record<string, string>) =>
    `/blocks?${new URLSearchParams({ widget: widgetHash, ...entry }).toString()}`;
  return (
    <>
      {phone !== null && (
        <Link to={href({ phone })} data-testid="block-phone">
          {kinds.phone}
        </Link>
      )}
      {phone !== null && ip !== null && ' · '}
      {ip !== null && (
        <Link to={href({ network: ip })} data-testid="block-ip">
          {kinds.network}
        </Link>
      )}
    </>
  );
}
