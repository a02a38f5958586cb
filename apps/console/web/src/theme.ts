import type { MantineColorsTuple } from '@mantine/core';
import { createTheme } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e8f6f8',
  '#d3e9ee',
  '#a6d2dd',
  '#75bacb',
  '#4fa6bb',
  '#3799b1',
  '#2693ad',
  '#157f98',
  '#0b7285',
  '#005f72',
];

// Mantine's dark greys, with a little of the petrol in them.
const dark: MantineColorsTuple = [
  '#dfe4e8',
  '#bcc5cc',
  '#96a3ae',
  '#65727d',
  '#3b464f',
  '#303a42',
  '#22292f',
  '#1b2024',
  '#14181b',
  '#0f1215',
];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 6 },
  colors: { petrol, dark },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
});
