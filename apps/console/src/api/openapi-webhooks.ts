import { answer, body, hashInPath, NOT_SIGNED_IN, refuse } from './openapi-parts.ts';

const NO_WIDGET = refuse('No widget of this account has this hash.');
const NOT_FOUND = refuse('No such webhook of a widget of this account.');
const INVALID = refuse('The body cannot be understood.');

const idInPath = { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{16}$' } };
const parameters = [hashInPath, idInPath];

const addressBody = {
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['widgetHash', 'url'],
        properties: { widgetHash: { type: 'string' }, url: { type: 'string' } },
        additionalProperties: false,
      },
    },
  },
};

/** The webhooks of widgets. */
export const webhookPaths = {
  '/webhooks': {
    get: {
      operationId: 'listWebhooks',
      summary: 'The webhooks of the account, and how they fare',
      responses: { 200: answer('WebhookList', 'By widget.'), ...NOT_SIGNED_IN },
    },
  },
  '/webhooks/switch-on': {
    post: {
      operationId: 'switchWebhookOn',
      summary: 'Switches a webhook on that was switched off, whatever the reason',
      requestBody: addressBody,
      responses: { 200: answer('SwitchedOn', 'False when it was on.'), 400: INVALID, ...NOT_SIGNED_IN },
    },
  },
  '/webhooks/switch-off': {
    post: {
      operationId: 'switchWebhookOff',
      summary: 'Switches a webhook off: what would be sent to it is refused, and can be replayed later',
      requestBody: addressBody,
      responses: {
        200: answer('SwitchedOff', 'Within seconds nothing is sent.'),
        400: INVALID,
        ...NOT_SIGNED_IN,
        404: NOT_FOUND,
      },
    },
  },
  '/widgets/{hash}/webhooks': {
    post: {
      operationId: 'addWebhook',
      summary: 'Adds a webhook, with a secret of its own',
      parameters: [hashInPath],
      requestBody: body('NewWebhook'),
      responses: {
        201: answer('WebhookWithSecret', 'The webhook, and its secret this once.'),
        400: refuse('A setting does not hold, or the widget has ten webhooks, or one of this address.'),
        ...NOT_SIGNED_IN,
        404: NO_WIDGET,
      },
    },
  },
  '/widgets/{hash}/webhooks/{id}': {
    put: {
      operationId: 'saveWebhook',
      summary: 'Changes a webhook; its secrets stay',
      parameters,
      requestBody: body('NewWebhook'),
      responses: {
        200: answer('Webhook', 'The webhook; with another address it has another id.'),
        400: refuse('A setting does not hold, or a header has no value for this address.'),
        ...NOT_SIGNED_IN,
        404: NOT_FOUND,
      },
    },
    delete: {
      operationId: 'removeWebhook',
      summary: 'Removes a webhook: leads that come from now on do not tell it',
      parameters,
      responses: { 204: { description: 'Removed.' }, ...NOT_SIGNED_IN, 404: NOT_FOUND },
    },
  },
  '/widgets/{hash}/webhooks/{id}/secrets': {
    post: {
      operationId: 'rotateSecret',
      summary: 'Makes a new secret; the old one signs, too, until it is taken out',
      parameters,
      responses: {
        201: answer('WebhookWithSecret', 'The webhook, and its new secret this once.'),
        ...NOT_SIGNED_IN,
        404: NOT_FOUND,
        409: refuse('Two sign already.'),
      },
    },
  },
  '/widgets/{hash}/webhooks/{id}/secrets/old': {
    delete: {
      operationId: 'retireSecret',
      summary: 'Takes the old secret out: only the newest one signs',
      parameters,
      responses: { 200: answer('Webhook', 'The webhook.'), ...NOT_SIGNED_IN, 404: NOT_FOUND },
    },
  },
  '/widgets/{hash}/webhooks/{id}/test': {
    post: {
      operationId: 'testWebhook',
      summary: 'Sends the end of a call that nobody has made, signed as a real one',
      parameters,
      responses: {
        200: answer('WebhookTest', 'What came of it.'),
        ...NOT_SIGNED_IN,
        404: NOT_FOUND,
        429: refuse('More than sixty in an hour.'),
      },
    },
  },
};
