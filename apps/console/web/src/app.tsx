import { useQuery } from '@tanstack/react-query';
import { Route, Routes, useLocation } from 'react-router';
import { LiveLeadsProvider } from './api/live-leads.tsx';
import { sessionQuery } from './api/queries.ts';
import { BlocksPage } from './blocks/blocks-page.tsx';
import { DeliveriesPage } from './deliveries/deliveries-page.tsx';
import { useLanguage } from './language/use-language.tsx';
import { LeadPage } from './lead/lead-page.tsx';
import { LeadsPage } from './leads/leads-page.tsx';
import { LettersPage } from './letters/letters-page.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { NotFound } from './shell/not-found.tsx';
import { PageLoader } from './shell/page-loader.tsx';
import { ProblemBox } from './shell/problem-box.tsx';
import { Shell } from './shell/shell.tsx';
import { WebhooksPage } from './webhooks/webhooks-page.tsx';

export function App() {
  const { language, words } = useLanguage();
  const { pathname } = useLocation();
  const session = useQuery(sessionQuery(language));
  if (session.data === undefined) {
    return session.error ? <ProblemBox error={session.error} onRetry={() => void session.refetch()} /> : <PageLoader />;
  }
  if (session.data === null) return <SignInPage />;
  return (
    <LiveLeadsProvider>
      <Shell session={session.data}>
        <ErrorBoundary key={pathname}>
          <Routes>
            <Route path="/" element={<LeadsPage />} />
            <Route path="/leads" element={<LeadsPage />} />
            <Route path="/leads/:id" element={<LeadPage />} />
            <Route path="/letters" element={<LettersPage />} />
            <Route path="/letters/:hash" element={<LettersPage />} />
            <Route path="/webhooks" element={<WebhooksPage />} />
            <Route path="/webhooks/:hash" element={<WebhooksPage />} />
            <Route path="/deliveries" element={<DeliveriesPage />} />
            <Route path="/blocks" element={<BlocksPage session={session.data} />} />
            <Route path="*" element={<NotFound text={words.problems.notFound} />} />
          </Routes>
        </ErrorBoundary>
      </Shell>
    </LiveLeadsProvider>
  );
}
