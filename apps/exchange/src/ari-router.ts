import { randomUUID } from 'node:crypto';

import express, { Router, type Request, type Response } from 'express';

import type { Applications } from './applications.ts';
import type { Call } from './call.ts';
import type { Switchboard } from './switchboard.ts';

const DEFAULT_TIMEOUT_SECONDS = 30;
const REASON_CAUSES: Readonly<Record<string, number>> = {
  normal: 16,
  busy: 17,
  no_answer: 19,
  answered_elsewhere: 26,
  congestion: 34,
};

/** The requests of ARI that the driver and the recordings make, with Asterisk's answers and its words for what is wrong. */
export function createAriRouter(switchboard: Switchboard, applications: Applications): Router {
  const router = Router();
  router.use(express.json({ limit: '100kb' }));
  addChannelRoutes(router, switchboard);
  addPlaybackRoutes(router, switchboard);
  addBridgeRoutes(router, switchboard);
  addRecordingRoutes(router, switchboard);
  router.post('/events/user/:name', (req, res) => {
    const application = read(req, 'application') ?? '';
    if (!applications.isHeld(application)) return fail(res, 404, 'Application not found');
    const { name } = req.params;
    applications.emit(application, { type: 'ChannelUserevent', eventname: name, userevent: { eventname: name } });
    return res.status(204).end();
  });
  router.get('/applications/:name', (req, res) => {
    const { name } = req.params;
    if (!applications.isKnown(name)) return fail(res, 404, 'Application not found');
    return res.json({
      name,
      channel_ids: switchboard.channelIdsOf(name),
      bridge_ids: switchboard.bridges.idsOf(name),
      endpoint_ids: [],
      device_names: [],
      events_allowed: [],
      events_disallowed: [],
    });
  });
  return router;
}

function addChannelRoutes(router: Router, switchboard: Switchboard): void {
  router.get('/channels', (_req, res) => res.json(switchboard.listChannels()));
  router.post('/channels', (req, res) => originate(switchboard, randomUUID(), req, res));
  router.get('/channels/:id', (req, res) => {
    const channel = switchboard.listChannels().find(({ id }) => id === req.params.id);
    return channel ? res.json(channel) : fail(res, 404, 'Channel not found');
  });
  router.post('/channels/:id', (req, res) => originate(switchboard, req.params.id, req, res));
  router.delete('/channels/:id', (req, res) => {
    const call = switchboard.findCall(req.params.id);
    if (!call) return fail(res, 404, 'Channel not found');
    const cause = Number(read(req, 'reason_code') ?? REASON_CAUSES[read(req, 'reason') ?? 'normal']);
    if (!Number.isInteger(cause)) return fail(res, 400, 'Invalid reason for hangup provided');
    call.endByRequest(cause);
    return res.status(204).end();
  });
  router.post('/channels/:id/dtmf', (req, res) => {
    const call = findAnswered(switchboard, req.params.id, res);
    if (!call) return undefined;
    const keys = read(req, 'dtmf');
    if (keys === null) return fail(res, 400, 'DTMF is required');
    call.hearKeys(keys);
    return res.status(204).end();
  });
  router.post('/channels/:id/ring', (req, res) => {
    const call = findAnswered(switchboard, req.params.id, res);
    return call && res.status(204).end();
  });
}

function originate(switchboard: Switchboard, id: string, req: Request, res: Response): Response {
  const endpoint = read(req, 'endpoint');
  const application = read(req, 'app');
  if (endpoint === null) return fail(res, 400, 'Endpoint must be specified');
  if (!endpoint.includes('/')) return fail(res, 400, 'Invalid endpoint specified');
  if (application === null) return fail(res, 400, 'Application or extension must be specified');
  const timeoutSeconds = Number(read(req, 'timeout') ?? DEFAULT_TIMEOUT_SECONDS);
  const callerId = read(req, 'callerId');
  const order = { id, endpoint, application, timeoutSeconds, callerId, variables: readVariables(req) };
  const channel = switchboard.originate(order);
  if (channel === 'id-taken') return fail(res, 409, 'Channel with given unique ID already exists');
  if (channel === 'no-such-technology') return res.status(500).json({ error: 'Allocation failed' });
  return res.json(channel);
}

function addPlaybackRoutes(router: Router, switchboard: Switchboard): void {
  router.post('/channels/:id/play/:playbackId', (req, res) => {
    const call = findAnswered(switchboard, req.params.id, res);
    if (!call) return undefined;
    const media = read(req, 'media');
    if (media === null) return fail(res, 400, 'Media must be specified');
    return res.status(201).json(switchboard.playbacks.play(call, req.params.playbackId, media));
  });
  router.get('/playbacks/:id', (req, res) => {
    const playback = switchboard.playbacks.find(req.params.id);
    return playback ? res.json(playback) : fail(res, 404, 'Playback not found');
  });
  router.delete('/playbacks/:id', (req, res) =>
    switchboard.playbacks.stop(req.params.id) ? res.status(204).end() : fail(res, 404, 'Playback not found'),
  );
}

function addBridgeRoutes(router: Router, switchboard: Switchboard): void {
  const { bridges, playbacks, recordings } = switchboard;
  router.get('/bridges', (_req, res) => res.json(bridges.list()));
  router.post('/bridges/:id', (req, res) => {
    const { id } = req.params;
    if (bridges.has(id)) return fail(res, 409, `Bridge with id '${id}' already exists`);
    return res.json(bridges.open(id, read(req, 'type') ?? 'mixing'));
  });
  router.delete('/bridges/:id', (req, res) => {
    recordings.storeAll(req.params.id);
    return bridges.destroy(req.params.id) ? res.status(204).end() : fail(res, 404, 'Bridge not found');
  });
  router.post('/bridges/:id/addChannel', async (req, res) => {
    if (!bridges.has(req.params.id)) return fail(res, 404, 'Bridge not found');
    const calls = (read(req, 'channel') ?? '').split(',').map((id) => switchboard.findCall(id));
    const present = calls.filter((call) => call !== null);
    if (present.length < calls.length) return fail(res, 400, 'Channel not found');
    if (!present.every(({ isAnswered }) => isAnswered)) return fail(res, 422, 'Channel not in Stasis application');
    await Promise.all(present.map((call) => playbacks.whenSilent(call)));
    if (present.some(({ isGone }) => isGone)) return fail(res, 422, 'Channel not in Stasis application');
    bridges.enter(req.params.id, present);
    return res.status(204).end();
  });
}

function addRecordingRoutes(router: Router, switchboard: Switchboard): void {
  const { bridges, recordings } = switchboard;
  router.post('/bridges/:id/record', (req, res) => {
    if (!bridges.has(req.params.id)) return fail(res, 404, 'Bridge not found');
    const name = read(req, 'name');
    const format = read(req, 'format');
    if (name === null || format === null) return fail(res, 400, 'Name and format must be specified');
    if (recordings.isTaken(name)) {
      return fail(res, 409, `Recording '${name}' already exists and can not be overwritten`);
    }
    return res.status(201).json(recordings.start(req.params.id, name, format, switchboard.takeSerial()));
  });
  router.post('/recordings/live/:name/stop', (req, res) =>
    recordings.stop(req.params.name) ? res.status(204).end() : fail(res, 404, 'Recording not found'),
  );
  router.get('/recordings/live/:name', (req, res) => {
    const recording = recordings.findLive(req.params.name);
    return recording ? res.json(recording) : fail(res, 404, 'Recording not found');
  });
  router.get('/recordings/stored/:name/file', (req, res) => {
    const file = recordings.readFile(req.params.name);
    return file ? res.type('audio/wav').send(file) : fail(res, 404, 'Recording not found');
  });
  router.delete('/recordings/stored/:name', (req, res) =>
    recordings.remove(req.params.name) ? res.status(204).end() : fail(res, 404, 'Recording not found'),
  );
  router.get('/recordings/stored/:name', (req, res) => {
    const recording = recordings.findStored(req.params.name);
    return recording ? res.json(recording) : fail(res, 404, 'Recording not found');
  });
}

/** The call, if the application has it; else the answer is given and null comes back. */
function findAnswered(switchboard: Switchboard, id: string, res: Response): Call | null {
  const call = switchboard.findCall(id);
  if (call?.isAnswered) return call;
  if (call) fail(res, 409, 'Channel not in Stasis application');
  else fail(res, 404, 'Channel not found');
  return null;
}

function fail(res: Response, status: number, message: string): Response {
  return res.status(status).json({ message });
}

function read(req: Request, parameter: string): string | null {
  const value = req.query[parameter];
  return typeof value === 'string' ? value : null;
}

function readVariables(req: Request): Record<string, string> {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || !('variables' in body)) return {};
  const { variables } = body;
  if (typeof variables !== 'object' || variables === null) return {};
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
