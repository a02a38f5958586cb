import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestLogger, waitFor } from '@ringback/test-kit';

import { keepLease } from './lease.ts';
import { openTestWidget, secondsLater, type TestWidget } from './open-test-widget.ts';

let widget: TestWidget;
beforeAll(async () => {
  widget = await openTestWidget();
});
afterAll(() => widget.close());

const leaseUntil = async (): Promise<number | undefined> =>
  (await widget.db.prisma.workerInstance.findUnique({ where: { id: 'one' } }))?.leaseUntil.getTime();

describe('keepLease', () => {
  it('holds a lease of three seconds at once, renews it, and ends it when the worker stops', async () => {
    let now = secondsLater(0);
    const lease = await keepLease(widget.db.prisma, 'one', () => now, createTestLogger());
    expect(await leaseUntil()).toBe(secondsLater(3).getTime());
    now = secondsLater(60);
    await waitFor(async () => (await leaseUntil()) === secondsLater(63).getTime());
    await lease.close();
    expect(await leaseUntil()).toBeUndefined();
  });

  it('does not keep a worker from stopping when Postgres is away', async () => {
    const gone = await openTestWidget();
    const lease = await keepLease(gone.db.prisma, 'one', () => secondsLater(0), createTestLogger());
    await gone.close();
    await lease.close();
  });
});
