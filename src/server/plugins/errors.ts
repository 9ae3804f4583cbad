import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeFault } from '#protocol/fault-words.ts';
import { problemDocument, type ProblemCode } from '#protocol/problems.ts';
import { Problem } from '#server/http/problem.ts';
import { languageOf } from './language.ts';

/**
 * Answers whatever goes wrong with a problem document (RFC 9457) in the reader's
 * language. The unexpected is logged and answered without a word about its cause.
 */
export function addErrors(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Problem('not-found')));
}

/** Answers an error; also for those that Fastify finds before it knows the route. */
export function answerError(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = toProblem(error);
  if (problem.code === 'internal-error') request.log.error({ err: error }, 'unexpected error');
  return sendProblem(request, reply, problem);
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const language = languageOf(request.headers);
  const { faults, ...extra } = problem.extra;
  const document = problemDocument(problem.code, language, {
    ...extra,
    ...(faults && { errors: faults.map((fault) => describeFault(fault, language)) }),
  });
  return reply
    .code(document.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(document));
}

/** What Fastify itself refuses, by the status it gives it. */
const CODE_BY_STATUS: Partial<Record<number, ProblemCode>> = {
  404: 'not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

function toProblem(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === undefined || status < 400 || status >= 500) return new Problem('internal-error');
  return new Problem(CODE_BY_STATUS[status] ?? 'malformed-request');
}
