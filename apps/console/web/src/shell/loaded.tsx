import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageLoader } from './page-loader.tsx';
import { ProblemBox } from './problem-box.tsx';

interface Props<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  children: (data: Data) => ReactNode;
}

/** What a query has brought; before it, that it is under way, or why it failed with a way to try again. */
export function Loaded<Data>({ query: { data, error, refetch }, children }: Props<Data>) {
  if (data !== undefined) return children(data);
  return error ? <ProblemBox error={error} onRetry={() => void refetch()} /> : <PageLoader />;
}
