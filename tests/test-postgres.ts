import type { EmbeddedPostgres } from '@ringback/embedded-servers';

let server: EmbeddedPostgres | null = null;

export function keepForTearDown(started: EmbeddedPostgres): void {
  server = started;
}

export async function closeTestPostgres(): Promise<void> {
  await server?.close();
}
