import { answer, body, NOT_SIGNED_IN, refuse } from './openapi-parts.ts';

export const rehearsalPaths = {
  '/widgets/{hash}/rehearsal': {
    post: {
      operationId: 'rehearse',
      summary: 'Who would be rung when, and what would come of it',
      description: 'Plays a lead through on a virtual clock, with the decisions of real leads. Calls nobody.',
      parameters: [
        { name: 'hash', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-fA-F]{32}$' } },
      ],
      requestBody: body('RehearsalRequest'),
      responses: {
        200: answer('Rehearsal', 'The calls, the timeline and the status at the end.'),
        400: refuse('The request does not hold.'),
        ...NOT_SIGNED_IN,
        404: refuse('No widget of this account has this hash.'),
      },
    },
  },
};
