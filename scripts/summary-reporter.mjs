import process from 'node:process';

/** Ends a run of jest with one line that people and machines read: `N passed, N failed`, and `N skipped` if any. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A file that does not even load has no tests to count.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const words = [
      `${results.numPassedTests} passed`,
      `${failed} failed`,
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ];
    // Jest's own summary follows this call, so the line waits for the end.
    process.once('exit', () => process.stdout.write(`${words.join(', ')}\n`));
  }
}
