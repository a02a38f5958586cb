/** A target that must not be reached. The message is the reason, in words that may be shown to the client. */
export class TargetRefusedError extends Error {
  override readonly name = 'TargetRefusedError';
}
