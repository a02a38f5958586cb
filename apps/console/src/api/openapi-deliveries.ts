import { answer, NOT_SIGNED_IN, query, refuse, uuidInPath } from './openapi-parts.ts';

const FILTER = [
  query('state', 'Deliveries in this state.', { type: 'string', enum: ['pending', 'delivered', 'failed', 'refused'] }),
  query('kind', 'Forwards, letters or notifications.', { type: 'string', enum: ['forward', 'email', 'notification'] }),
  query('event', 'What they tell.', {
    type: 'string',
    enum: ['submission', 'lead.accepted', 'call.started', 'call.finished', 'webhook.off'],
  }),
  query('widgetHash', 'Of leads of this widget.', { type: 'string', pattern: '^[0-9a-fA-F]{32}$' }),
  query('leadId', 'Of this lead.', { type: 'string', format: 'uuid' }),
  query('target', 'A part of the address that they go to.', { type: 'string' }),
  query('from', 'Planned at this moment or later.', { type: 'string', format: 'date-time' }),
  query('to', 'Planned at this moment or earlier.', { type: 'string', format: 'date-time' }),
];

const NOT_FOUND = { 404: refuse('No delivery of this account has this id.') };

function jsonBody(properties: Record<string, object>, required: string[]) {
  const schema = { type: 'object', required, properties, additionalProperties: false };
  return { required: true, content: { 'application/json': { schema } } };
}

/** The paths of deliveries. */
export const deliveryPaths = {
  '/deliveries': {
    get: {
      operationId: 'listDeliveries',
      summary: 'Deliveries with all their tries, newest first',
      parameters: [
        ...FILTER,
        query('limit', 'Deliveries on a page.', { type: 'integer', minimum: 1, maximum: 100, default: 50 }),
        query('cursor', 'The `nextCursor` of the page before.', { type: 'string' }),
      ],
      responses: {
        200: answer('DeliveryPage', 'A page; `nextCursor` is null on the last one.'),
        400: refuse('A parameter cannot be understood.'),
        ...NOT_SIGNED_IN,
      },
    },
  },
  '/deliveries/{id}': {
    get: {
      operationId: 'readDelivery',
      summary: 'One delivery',
      parameters: [uuidInPath('id')],
      responses: { 200: answer('DeliveryEntry', 'The delivery.'), ...NOT_SIGNED_IN, ...NOT_FOUND },
    },
  },
  '/deliveries/{id}/replay': {
    post: {
      operationId: 'replayDelivery',
      summary: 'Sends one delivery again, under its id; nothing else of its lead is done again',
      parameters: [uuidInPath('id')],
      responses: {
        202: answer('Replay', 'It is sent in seconds; `replayed` is 0 while it is being tried anyway.'),
        ...NOT_SIGNED_IN,
        ...NOT_FOUND,
      },
    },
  },
  '/deliveries/replay': {
    post: {
      operationId: 'replayDeliveries',
      summary: 'Counts the deliveries of a filter; told that count, sends them again',
      requestBody: jsonBody(
        {
          filter: {
            type: 'object',
            minProperties: 1,
            properties: Object.fromEntries(FILTER.map(({ name, schema }) => [name, schema])),
            additionalProperties: false,
          },
          count: { type: 'integer', minimum: 0, description: 'As an earlier answer has told it.' },
        },
        ['filter'],
      ),
      responses: {
        200: answer('Replay', 'The count; nothing was sent.'),
        202: answer('Replay', 'They are sent from now on.'),
        400: refuse('The filter is empty, or cannot be understood.'),
        ...NOT_SIGNED_IN,
        409: refuse('The count is not the one that was told.'),
      },
    },
  },
};
