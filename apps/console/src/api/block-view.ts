export type { BlockView } from '@ringback/db';
