/** What `work` comes to, or a rejection with `late()` after `ms`; what it comes to afterwards is nobody's concern. */
export function within<T>(
  ms: number,
  work: Promise<T>,
  late: () => Error = () => new Error(`not done within ${ms} ms`),
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(late());
    }, ms);
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (err: unknown) => {
        clearTimeout(timer);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as it was rejected
        reject(err);
      },
    );
  });
}
