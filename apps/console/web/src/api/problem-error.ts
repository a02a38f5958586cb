export interface Problem {
  message: string;
  /** The parameter, or the part of a template. */
  place: string | null;
  line: number | null;
}

/** An answer of the server that is not a success: problem details (RFC 9457), or what sign-in answers. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  /** What is wrong in each place, where the answer says so. */
  readonly problems: readonly Problem[];

  constructor(status: number, title: string, detail: string | null, problems: readonly Problem[] = []) {
    super(detail ?? title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.problems = problems;
  }
}

/** Reads a refused response; a body that says nothing leaves the status line. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body = await readRecord(response);
  const title = textOf(body.title) ?? textOf(body.message) ?? `${response.status} ${response.statusText}`.trim();
  return new ProblemError(response.status, title, textOf(body.detail), problemsOf(body.problems));
}

async function readRecord(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return isRecord(body) ? body : {};
  } catch {
    return {};
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function problemsOf(value: unknown): Problem[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map(({ message, parameter, part, line }) => ({
    message: textOf(message) ?? '',
    place: textOf(parameter) ?? textOf(part),
    line: typeof line === 'number' ? line : null,
  }));
}
