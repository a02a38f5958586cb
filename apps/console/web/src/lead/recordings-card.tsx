import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import type { LeadView, RecordingView } from '../../../src/api/lead-view.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { useLanguage } from '../language/use-language.tsx';
import cardClasses from './card.module.css';
import { Card } from './card.tsx';
import classes from './recordings-card.module.css';

/** What was said in the talks. Letters and client systems link to it. */
export function RecordingsCard({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  const { hash } = useLocation();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === '#recordings') place.current?.scrollIntoView({ block: 'center' });
  }, [hash]);
  if (lead.recordings.length === 0) return null;
  return (
    <div id="recordings" ref={place}>
      <Card title={words.recordings.title} testId="recordings">
        {lead.recordings.map((recording) => (
          <Recording key={recording.attempt} recording={recording} />
        ))}
      </Card>
    </div>
  );
}

function Recording({ recording: { attempt, state, bytes, url } }: { recording: RecordingView }) {
  const { language, words } = useLanguage();
  const title = words.attempts.attempt(attempt);
  return (
    <div className={classes.recording} data-testid="recording" data-state={state}>
      <span>{title}</span>
      {state === 'kept' ? (
        <>
          <audio controls preload="metadata" src={url} aria-label={title} className={classes.player} />
          <a href={url} download>
            {words.recordings.download}
            {bytes !== null && ` (${formatBytes(bytes, language)})`}
          </a>
        </>
      ) : (
        <span className={cardClasses.quiet}>{words.recordings[state]}</span>
      )}
    </div>
  );
}
