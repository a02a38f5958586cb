import { deliveryPaths } from './openapi-deliveries.ts';
import { letterPaths } from './openapi-letters.ts';
import { answer, NOT_SIGNED_IN, query, refuse, uuidInPath } from './openapi-parts.ts';
import { rehearsalPaths } from './openapi-rehearsal.ts';
import { openApiSchemas } from './openapi-schemas.ts';
import { webhookPaths } from './openapi-webhooks.ts';

const LANGUAGE = {
  name: 'Accept-Language',
  in: 'header',
  description: 'The language of statuses and timelines: `en` or `ru`.',
  schema: { type: 'string' },
};

/** The REST API in the words of OpenAPI 3.1; a test holds the answers to it. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Ringback',
    version: '1.0.0',
    description: 'Leads, with their calls and deliveries. Errors are problem details (RFC 9457).',
  },
  servers: [{ url: '/api/v1' }],
  security: [{ apiKey: [] }, { session: [] }],
  paths: {
    '/leads': {
      get: {
        operationId: 'listLeads',
        summary: 'Leads, newest first',
        parameters: [
          query('q', 'A part of the phone, name, e-mail, form name or of any field.', { type: 'string' }),
          query('phone', 'A phone in any spelling, or at least four of its last digits.', { type: 'string' }),
          query('widgetHash', 'Leads of this widget.', { type: 'string', pattern: '^[0-9a-fA-F]{32}$' }),
          query('state', 'Leads in this state.', { $ref: '#/components/schemas/LeadState' }),
          query('status', 'A pair such as `487/0`, or `success`, or `failure`.', {
            type: 'string',
            pattern: '^(success|failure|\\d{1,3}/\\d{1,3})$',
          }),
          query('from', 'Received at this moment or later.', { type: 'string', format: 'date-time' }),
          query('to', 'Received at this moment or earlier.', { type: 'string', format: 'date-time' }),
          query('limit', 'Leads on a page.', { type: 'integer', minimum: 1, maximum: 100, default: 50 }),
          query('cursor', 'The `nextCursor` of the page before.', { type: 'string' }),
          LANGUAGE,
        ],
        responses: {
          200: answer('LeadPage', 'A page of leads; `nextCursor` is null on the last one.'),
          400: refuse('A parameter cannot be understood.'),
          ...NOT_SIGNED_IN,
        },
      },
    },
    '/leads/{id}': {
      get: {
        operationId: 'readLead',
        summary: 'One lead',
        parameters: [uuidInPath('id'), LANGUAGE],
        responses: {
          200: answer('Lead', 'The lead.'),
          ...NOT_SIGNED_IN,
          404: refuse('No lead of this account has this id.'),
        },
      },
    },
    '/leads/{id}/cancel': {
      post: {
        operationId: 'cancelLead',
        summary: 'Ends the calls of a lead: the one that rings, and all later attempts',
        parameters: [uuidInPath('id')],
        responses: {
          202: answer('Cancellation', 'It ends in a moment; a talk that is under way is let alone. Again: the same.'),
          ...NOT_SIGNED_IN,
          404: refuse('No lead of this account has this id.'),
          409: refuse('The lead is finished.'),
        },
      },
    },
    '/leads/{id}/files/{fileId}': {
      get: {
        operationId: 'downloadFile',
        summary: 'A file that came with the form',
        parameters: [uuidInPath('id'), uuidInPath('fileId')],
        responses: {
          200: {
            description: 'The file as it came. It comes from a stranger: to be saved, not to be shown.',
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
          ...NOT_SIGNED_IN,
          404: refuse('No lead of this account has kept such a file.'),
        },
      },
    },
    '/leads/{id}/recordings/{attempt}': {
      get: {
        operationId: 'downloadRecording',
        summary: 'What was said in the talk of an attempt',
        parameters: [
          uuidInPath('id'),
          { name: 'attempt', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
        ],
        responses: {
          200: {
            description: 'A WAV. A `Range` is answered with 206.',
            content: { 'audio/wav': { schema: { type: 'string', format: 'binary' } } },
          },
          ...NOT_SIGNED_IN,
          404: refuse('No lead of this account has such a recording.'),
          409: refuse('It is still on its way; `Retry-After` says when to ask again.'),
        },
      },
    },
    ...deliveryPaths,
    '/widgets': {
      get: {
        operationId: 'listWidgets',
        summary: 'The widgets of the account',
        responses: { 200: answer('WidgetList', 'By name.'), ...NOT_SIGNED_IN },
      },
    },
    '/blocks': {
      get: {
        operationId: 'listBlocks',
        summary: "The block lists of the account's widgets; for operators that of the installation, too",
        responses: { 200: answer('BlockList', 'The newest first.'), ...NOT_SIGNED_IN },
      },
      post: {
        operationId: 'addBlock',
        summary: 'Blocks a phone or an address',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewBlock' } } },
        },
        responses: {
          201: answer('Block', 'The entry, or the one that says the same.'),
          400: refuse('Neither a phone nor an address.'),
          ...NOT_SIGNED_IN,
          403: refuse('The list of the installation is for operators.'),
          404: refuse('No widget of this account has this hash.'),
        },
      },
    },
    '/blocks/{id}': {
      delete: {
        operationId: 'removeBlock',
        summary: 'Takes an entry off its list',
        parameters: [uuidInPath('id')],
        responses: { 204: { description: 'Removed.' }, ...NOT_SIGNED_IN, 404: refuse('No such entry.') },
      },
    },
    ...letterPaths,
    ...webhookPaths,
    ...rehearsalPaths,
    '/session': {
      get: {
        operationId: 'readSession',
        summary: 'Who is signed in',
        security: [{ session: [] }],
        responses: { 200: answer('Session', 'The user and the account.'), ...NOT_SIGNED_IN },
      },
    },
    '/events': {
      get: {
        operationId: 'listenToLeads',
        summary: 'Server-Sent Events: `lead` with `{"id": "…"}` whenever a lead has changed',
        responses: {
          200: { description: 'A stream without an end.', content: { 'text/event-stream': {} } },
          ...NOT_SIGNED_IN,
        },
      },
    },
  },
  components: {
    securitySchemes: {
      apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the account.' },
      session: { type: 'apiKey', in: 'cookie', name: 'ringback.session_token' },
    },
    schemas: openApiSchemas,
  },
};
