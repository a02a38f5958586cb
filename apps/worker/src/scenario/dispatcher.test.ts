import { describe, expect, it } from '@jest/globals';
import type { Decision } from '@ringback/db';
import type { CallJob, DeliveryJob, ScenarioJob } from '@ringback/queue';
import type { ScenarioState } from '@ringback/scenario';
import { createTestLogger } from '@ringback/test-kit';

import { FakeQueue } from '../fake-queue.ts';
import { NOW, secondsLater } from '../open-test-widget.ts';
import type { OrderedEffect } from '../call/perform-effect.ts';
import { createDispatcher, type Dispatch } from './dispatcher.ts';

const leadId = '0190a000-0000-7000-8000-000000000001';
const widgetHash = 'a'.repeat(32);
const deliveryId = '0190a000-0000-8000-8000-000000000002';
const timerAt = secondsLater(30).toISOString();

const scheduled: ScenarioState = {
  status: 'scheduled',
  attempt: 2,
  legCount: 1,
  plannedAt: timerAt,
  retries: 1,
  postponed: 0,
  rang: false,
  begun: false,
  timerAt,
};

function open(performHere: (effect: OrderedEffect) => Promise<void> | null = () => null) {
  const scenarioJobs = new FakeQueue<ScenarioJob>();
  const callJobs = new FakeQueue<CallJob>();
  const otherCallJobs = new FakeQueue<CallJob>();
  const deliveryJobs = {
    email: new FakeQueue<DeliveryJob>(),
    forward: new FakeQueue<DeliveryJob>(),
    notification: new FakeQueue<DeliveryJob>(),
  };
  const dispatch: Dispatch = createDispatcher({
    scenarioJobs,
    callJobsOf: (exchange) => (exchange === 'ringback' ? callJobs : otherCallJobs),
    deliveryJobs,
    performHere,
    log: createTestLogger(),
  });
  return { scenarioJobs, callJobs, otherCallJobs, deliveryJobs, dispatch };
}

function decision(next: ScenarioState, exchange = 'ringback'): Decision {
  return {
    leadId,
    version: 3,
    transition: {
      next,
      effects: [
        { type: 'notify', event: 'call.started' },
        { exchange, type: 'hang-up', callId: 'x', reason: 'normal' },
      ],
      timeline: [],
    },
    deliveries: [{ id: deliveryId, kind: 'email', event: 'submission', target: 'owner@shop.example' }],
    at: NOW,
  };
}

describe('dispatch', () => {
  it('adds a job under a derived id for each call effect and each delivery, with ids only', async () => {
    const { dispatch, callJobs, deliveryJobs } = open();
    await dispatch(decision(scheduled), widgetHash);
    const effectId = `${leadId}-v3-e1`;
    expect(callJobs.jobs).toEqual([{ name: 'hang-up', data: { effectId, leadId, widgetHash }, jobId: effectId }]);
    expect(deliveryJobs.email.jobs).toEqual([
      { name: 'submission', data: { deliveryId, leadId, widgetHash }, jobId: `${deliveryId}-1` },
    ]);
    expect([deliveryJobs.forward.jobs, deliveryJobs.notification.jobs]).toEqual([[], []]);
  });

  it('adds no job for a call effect that this process carries out itself', async () => {
    const begun: OrderedEffect[] = [];
    const { dispatch, callJobs } = open((effect) => {
      begun.push(effect);
      return Promise.resolve();
    });
    await dispatch(decision(scheduled), widgetHash);
    expect(begun).toEqual([
      {
        id: `${leadId}-v3-e1`,
        leadId,
        effect: { exchange: 'ringback', type: 'hang-up', callId: 'x', reason: 'normal' },
      },
    ]);
    expect(callJobs.jobs).toEqual([]);
  });

  it('leaves an order for an exchange that another process holds to the queue of that exchange', async () => {
    const { dispatch, callJobs, otherCallJobs } = open(({ effect }) =>
      effect.exchange === 'ringback' ? Promise.resolve() : null,
    );
    await dispatch(decision(scheduled, 'second'), widgetHash);
    expect(otherCallJobs.jobs).toMatchObject([{ jobId: `${leadId}-v3-e1` }]);
    expect(callJobs.jobs).toEqual([]);
  });

  it('leaves to the queue what this process could not carry out', async () => {
    const { dispatch, callJobs } = open(() => Promise.reject(new Error('no database')));
    await dispatch(decision(scheduled), widgetHash);
    expect(callJobs.jobs).toMatchObject([{ jobId: `${leadId}-v3-e1` }]);
  });

  it('adds a job that wakes the lead when its timer is due', async () => {
    const { dispatch, scenarioJobs } = open();
    await dispatch(decision(scheduled), widgetHash);
    expect(scenarioJobs.jobs).toEqual([
      {
        name: 'timer-due',
        data: { leadId, widgetHash, at: timerAt, event: { type: 'timer-due', timerAt, dialed: false } },
        jobId: `${leadId}-v3-timer`,
        delayMs: 30_000,
      },
    ]);
  });

  it('leaves it to the sweeper to wake a lead that waits for the exchange', async () => {
    const { dispatch, scenarioJobs } = open();
    const common = {
      exchange: 'ringback',
      attempt: 1,
      legCount: 1,
      plannedAt: timerAt,
      retries: 0,
      postponed: 0,
      rang: false,
    };
    await dispatch(
      decision({ ...common, status: 'dialing-manager', legs: [], failed: null, visitorCallId: null, timerAt }),
      widgetHash,
    );
    expect(scenarioJobs.jobs).toEqual([]);
  });

  it('adds what it can when a queue is away, and never rejects', async () => {
    const { dispatch, callJobs, deliveryJobs, scenarioJobs } = open();
    callJobs.isAway = true;
    await dispatch(decision(scheduled), widgetHash);
    expect([deliveryJobs.email.jobs, scenarioJobs.jobs]).toMatchObject([{ length: 1 }, { length: 1 }]);
  });
});
