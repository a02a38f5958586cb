import type { Stand } from './stand.ts';

const CONNECTIONS = 16;

/** Sends forms at fixed times; how many were accepted. */
export async function acceptForms({ driver, ingest, paths }: Stand, rate: number, seconds: number): Promise<number> {
  const { accepted } = await driver.run({
    url: ingest.url,
    paths,
    body: 'small',
    connections: CONNECTIONS,
    seconds,
    rate,
  });
  return accepted;
}
