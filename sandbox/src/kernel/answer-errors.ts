import type { FastifyInstance, FastifyRequest } from 'fastify'
import { frameworkStatus } from '../unknown-requests.ts'

/** An error in the form of a provider. */
export interface ErrorAnswer {
  readonly status: number
  /** Content-Type is `application/json` by default. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Sends the errors of an API in its provider's form.
 *
 * @param answerOf gets the thrown value and, for errors that are not the provider's, a status: that of the web framework for an
 * unreadable request, otherwise 500
 */
export function answerErrors(
  server: FastifyInstance,
  answerOf: (error: unknown, status: number, request: FastifyRequest) => ErrorAnswer,
): void {
  server.setErrorHandler((error, request, reply) => {
    const { status, headers, body } = answerOf(error, frameworkStatus(error) ?? 500, request)
    if (status === 500) request.log.error(error)
    return reply
      .code(status)
      .headers({ 'content-type': 'application/json', ...headers })
      .serializer(String)
      .send(body)
  })
}
