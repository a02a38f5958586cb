import { useLanguage } from '../language/use-language.tsx';
import { formatClock, formatFullTime, formatShortTime } from './format-time.ts';

interface Props {
  at: string;
  as?: 'short' | 'clock' | 'full';
}

/** A moment in the reader's own zone; everything about it shows on hover. */
export function Moment({ at, as = 'short' }: Props) {
  const { language } = useLanguage();
  const date = new Date(at);
  const full = formatFullTime(date, language);
  const texts = {
    short: () => formatShortTime(date, new Date(), language),
    clock: () => formatClock(date, language),
    full: () => full,
  };
  return (
    <time dateTime={at} title={full}>
      {texts[as]()}
    </time>
  );
}
