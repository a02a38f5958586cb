import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { isDay } from './lead-filters.ts';

interface Props {
  className: string | undefined;
  label: string;
  day: string;
  onPick: (day: string) => void;
}

/** Tells of a day when it is whole: while a year is typed, the browser gives 0002, 0020, 0202. */
export function DayField({ className, label, day, onPick }: Props) {
  const [typed, setTyped] = useState(day);
  const [told, setTold] = useState(day);
  if (day !== told) {
    setTold(day);
    setTyped(day);
  }
  const type = (value: string) => {
    setTyped(value);
    if (value !== '' && !isDay(value)) return;
    setTold(value);
    onPick(value);
  };
  return (
    <TextInput
      className={className ?? ''}
      type="date"
      label={label}
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
