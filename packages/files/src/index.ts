export { createDirectoryFileStore } from './directory-file-store.ts';
export type { FileStore, NewFile, OpenFile, SweepOptions } from './file-store.ts';
