import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem-error.ts';
import { endSession } from './queries.ts';

const mostTries = 3;

/** A refusal is not asked again; a 401 anywhere means that the session is over, and the sign-in page follows. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (err) => {
        if (err instanceof ProblemError && err.status === 401) endSession(client);
      },
    }),
    defaultOptions: {
      queries: {
        retry: (failures, err) => failures < mostTries && !(err instanceof ProblemError && err.status < 500),
      },
    },
  });
  return client;
}
