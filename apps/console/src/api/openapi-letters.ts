import { answer, body, hashInPath, NOT_SIGNED_IN, refuse } from './openapi-parts.ts';

const NO_WIDGET = refuse('No widget of this account has this hash.');

/** What a widget writes to whom, and by which server. */
export const letterPaths = {
  '/widgets/{hash}/letters': {
    get: {
      operationId: 'readLetters',
      summary: 'What a widget writes to whom',
      parameters: [hashInPath],
      responses: { 200: answer('Letters', 'The settings of letters.'), ...NOT_SIGNED_IN, 404: NO_WIDGET },
    },
    put: {
      operationId: 'saveLetters',
      summary: 'Choose the readers and the words of letters',
      parameters: [hashInPath],
      requestBody: body('LetterSettings'),
      responses: {
        200: answer('Letters', 'The settings as they are kept.'),
        400: refuse('The settings do not hold.'),
        ...NOT_SIGNED_IN,
        404: NO_WIDGET,
        422: refuse('A template cannot be filled in; each problem has its line.'),
      },
    },
  },
  '/widgets/{hash}/letters/preview': {
    post: {
      operationId: 'previewLetter',
      summary: 'The letter about a lead as it often comes',
      parameters: [hashInPath],
      requestBody: body('LetterDraft'),
      responses: {
        200: answer('Letter', 'The letter.'),
        400: refuse('The draft does not hold.'),
        ...NOT_SIGNED_IN,
        404: NO_WIDGET,
        422: refuse('The template cannot be filled in; each problem has its line.'),
      },
    },
  },
  '/widgets/{hash}/letters/test': {
    post: {
      operationId: 'sendTestLetter',
      summary: 'Send that letter by the mail server of the widget',
      parameters: [hashInPath],
      requestBody: body('TestLetter'),
      responses: {
        200: answer('TestLetterSent', 'The mail server has taken it.'),
        400: refuse('The draft does not hold.'),
        ...NOT_SIGNED_IN,
        404: NO_WIDGET,
        422: refuse('The template cannot be filled in; each problem has its line.'),
        429: refuse('Too many test letters in an hour.'),
        502: refuse('The mail server did not take it.'),
      },
    },
  },
  '/widgets/{hash}/smtp-account': {
    put: {
      operationId: 'saveSmtpAccount',
      summary: 'Let the letters of a widget leave by its own mail server',
      parameters: [hashInPath],
      requestBody: body('NewSmtpAccount'),
      responses: {
        200: answer('SmtpAccount', 'The account, without its password.'),
        400: refuse('The account does not hold.'),
        ...NOT_SIGNED_IN,
        404: NO_WIDGET,
        422: refuse('The host or the port is not allowed.'),
      },
    },
    delete: {
      operationId: 'removeSmtpAccount',
      summary: 'Let them leave by the mail server of the installation again',
      parameters: [hashInPath],
      responses: { 204: { description: 'It is removed.' }, ...NOT_SIGNED_IN, 404: NO_WIDGET },
    },
  },
};
