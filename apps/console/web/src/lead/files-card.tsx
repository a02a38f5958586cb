import type { FileView, LeadView } from '../../../src/api/lead-view.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { useLanguage } from '../language/use-language.tsx';
import classes from './card.module.css';
import { Card, Pairs } from './card.tsx';

export function FilesCard({ lead }: { lead: LeadView }) {
  const { words } = useLanguage();
  if (lead.files.length === 0) return null;
  return (
    <Card title={words.lead.files} testId="files">
      <Pairs
        notSet={words.notSet}
        pairs={lead.files.map((file) => [file.field, <LeadFile leadId={lead.id} file={file} />])}
      />
    </Card>
  );
}

function LeadFile({ leadId, file }: { leadId: string; file: FileView }) {
  const { language, words } = useLanguage();
  const address = `/api/v1/leads/${encodeURIComponent(leadId)}/files/${encodeURIComponent(file.id)}`;
  return (
    <span data-testid="file" data-kept={file.kept}>
      {file.kept ? (
        <a href={address} download={file.name}>
          {file.name}
        </a>
      ) : (
        file.name
      )}{' '}
      <span className={classes.quiet}>
        {formatBytes(file.bytes, language)}
        {file.reason !== null && `, ${words.fileReasons[file.reason]}`}
      </span>
    </span>
  );
}
