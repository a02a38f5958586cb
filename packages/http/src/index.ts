export { closeHttpServer, createHttpServer, listen, type HttpServerLimits } from './http-server.ts';
export { problemHandler, type ProblemCatalogue } from './problem-handler.ts';
export { requestContext, requestLog } from './request-log.ts';
