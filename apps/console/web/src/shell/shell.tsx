import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import type { Session } from '../api/console-api.ts';
import { useLiveLeads } from '../api/live-leads.tsx';
import { useLanguage } from '../language/use-language.tsx';
import { Preferences } from './preferences.tsx';
import { RingbackMark } from './ringback-mark.tsx';
import classes from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const { words } = useLanguage();
  return (
    <>
      <a href="#main" className={classes.skip}>
        {words.shell.skipToContent}
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand} aria-label={words.product}>
          <RingbackMark />
          <span className={classes.name}>{words.product}</span>
        </Link>
        <span className={classes.account}>{session.account.name}</span>
        <nav className={classes.nav} aria-label={words.shell.sections}>
          <NavLink to="/leads">{words.leads.title}</NavLink>
          <NavLink to="/letters">{words.letters.title}</NavLink>
          <NavLink to="/webhooks">{words.webhooks.title}</NavLink>
          <NavLink to="/deliveries">{words.deliveries.title}</NavLink>
          <NavLink to="/blocks">{words.blocks.title}</NavLink>
          {session.user.role === 'operator' && (
            <a href="/queues" data-testid="queues-link">
              {words.shell.queues}
            </a>
          )}
        </nav>
        <span className={classes.space} />
        <LiveSign />
        <Preferences />
        <UserMenu user={session.user} />
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </>
  );
}

function LiveSign() {
  const { isLive } = useLiveLeads();
  const { words } = useLanguage();
  const text = isLive ? words.shell.live : words.shell.offline;
  return (
    <Tooltip label={isLive ? words.shell.liveHint : words.shell.offlineHint}>
      <span
        className={classes.live}
        role="status"
        aria-label={text}
        data-lost={isLive ? undefined : true}
        data-testid="live"
      >
        <span className={classes.liveText}>{text}</span>
      </span>
    </Tooltip>
  );
}
