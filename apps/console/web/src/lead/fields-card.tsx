import type { LeadView } from '../../../src/api/lead-view.ts';
import { Moment } from '../format/moment.tsx';
import { WebLink } from '../format/web-link.tsx';
import { useLanguage } from '../language/use-language.tsx';
import classes from './card.module.css';
import { Card, Pairs } from './card.tsx';

const recognisedNames = ['phone', 'visitorName', 'email', 'comment', 'formName', 'consent'] as const;

export function FieldsCard({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  return (
    <Card title={words.lead.fields} testId="fields">
      {lead.fields.length === 0 ? (
        <p className={classes.quiet}>{words.lead.noFields}</p>
      ) : (
        <Pairs
          notSet={words.lead.emptyValue}
          pairs={lead.fields.map(({ name, value }) => [name, value === '' ? null : <WebLink text={value} />])}
        />
      )}
      <Recognised lead={lead} />
      <Consent lead={lead} />
    </Card>
  );
}

/** What the visitor has agreed to, when, and where. */
function Consent({ lead: { consent } }: { lead: LeadView }) {
  const { words } = useLanguage();
  if (!consent) return null;
  return (
    <>
      <h3 className={classes.section}>{words.recognised.consent}</h3>
      <p data-testid="consent">
        {consent.words ?? <code className={classes.code}>{consent.field}</code>}, <Moment at={consent.at} as="full" />
        {consent.page !== null && (
          <>
            , {words.lead.onPage} <WebLink text={consent.page} />
          </>
        )}
      </p>
    </>
  );
}

function Recognised({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  const found = recognisedNames.flatMap((name) => {
    const recognition = lead.recognised[name];
    return recognition ? [{ name, ...recognition }] : [];
  });
  if (found.length === 0) return null;
  return (
    <>
      <h3 className={classes.section}>{words.lead.recognised}</h3>
      <div data-testid="recognised">
        <Pairs
          notSet={words.notSet}
          pairs={found.map(({ name, field, reason }) => [
            words.recognised[name],
            <>
              {words.lead.fromField} <code className={classes.code}>{field}</code>, {words.reasons[reason]}
            </>,
          ])}
        />
      </div>
    </>
  );
}
