import type { ReactNode } from 'react';
import classes from './status-badge.module.css';
import type { StatusTone } from './status-tone.ts';

interface Props {
  tone: StatusTone;
  children: ReactNode;
  testId?: string;
  title?: string | undefined;
}

export function StatusBadge({ tone, children, testId, title }: Props) {
  return (
    <span className={classes.badge} data-tone={tone} data-testid={testId} title={title}>
      <span className={classes.dot} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
