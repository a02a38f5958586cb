import type { ReactNode } from 'react';
import { useId } from 'react';
import classes from './card.module.css';

export function Card({ title, testId, children }: { title: string; testId: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <section className={classes.card} aria-labelledby={titleId} data-testid={testId}>
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Names and values, one under another. What is null has not been set. */
export function Pairs({ pairs, notSet }: { pairs: [name: string, value: ReactNode][]; notSet: string }) {
  return (
    <dl className={classes.pairs}>
      {pairs.map(([name, value], index) => (
        <div key={index} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value ?? <span className={classes.quiet}>{notSet}</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
