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

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 6 },
  colors: { petrol },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
});
