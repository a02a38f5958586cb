import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  action: { isPending: boolean; mutate: () => void };
  testId: string;
  children: ReactNode;
}

/** A button that is not the main one of its card. */
export function SmallAction({ action, testId, children }: Props) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={action.isPending}
      onClick={() => action.mutate()}
      data-testid={testId}
    >
      {children}
    </Button>
  );
}
