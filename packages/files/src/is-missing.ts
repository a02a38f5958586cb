/** Whether an error of `node:fs` says that there is no such file. */
export function isMissing(err: unknown): boolean {
  return typeof err === 'object' && err !== null && 'code' in err && err.code === 'ENOENT';
}
