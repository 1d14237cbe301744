import type { FastifyInstance, FastifyRequest } from 'fastify'
import { createFinder } from './find-operation.ts'
import { bodyJudgeOf } from './judge-body.ts'
import { judgeQuery } from './judge-query.ts'
import { judgeTexts } from './judge-texts.ts'
import { queryOf } from './query-of.ts'
import type { Operation, Specification } from './specification.ts'
import type { Violation } from './violation.ts'

/** A provider's errors for requests that its specification does not allow. Each is thrown. */
export interface Refusals {
  readonly invalid: (violations: readonly Violation[], operation: Operation) => Error
  readonly notFound: () => Error
  readonly methodNotAllowed: (allowed: readonly string[]) => Error
  readonly notImplemented: (operation: Operation) => Error
}

export interface AppliedSpecification {
  readonly specification: Specification
  /** Path of the API on the sandbox, host included: `/api.cc.email/v3`. A host with a parameter counts as one segment. */
  readonly base: string
  readonly refusals: Refusals
  /** More rules, from other sources than the specification. */
  readonly judge?: (operation: Operation, request: FastifyRequest) => readonly Violation[]
  /** Rules that the provider is known not to enforce. */
  readonly isAllowed?: (violation: Violation, operation: Operation) => boolean
}

/**
 * Validates every request of an API against the specification, and responds to requests without a route: 501 with `Sandbox-Status:
 * not_implemented` and `Sandbox-Operation: /v3/contacts/{contact_id}` for an operation that the specification has, 405 with `Allow` for
 * other methods of its paths, 404 for the rest. Faults take precedence. Call it before the routes are registered, and the returned
 * function afterwards.
 */
export function applySpecification(
  server: FastifyInstance,
  { specification, base, refusals, judge = () => [], isAllowed = () => false }: AppliedSpecification,
): () => void {
  const find = createFinder(specification)
  const judgeBody = bodyJudgeOf(specification)
  const depth = base.split('/').length
  const [, , ...start] = base.split('/')
  const pathOf = (request: FastifyRequest): string =>
    `/${(request.url.split('?')[0] ?? '').split('/').slice(depth).join('/')}`

  server.addHook('preHandler', async (request) => {
    const { operation } = find(request.method, pathOf(request))
    if (!operation || request.routeOptions.url?.endsWith('*')) return
    const unreadable = judgeTexts(request.body)
    if (unreadable.length > 0) throw refusals.invalid(unreadable, operation)
    const violations = [
      ...judgeQuery(operation, queryOf(request)),
      ...judgeBody(operation, request.body),
      ...judge(operation, request),
    ].filter((violation) => !isAllowed(violation, operation))
    if (violations.length > 0) throw refusals.invalid(violations, operation)
    request.body ??= {}
  })

  return () => {
    server.all('/*', (request, reply) => {
      const { operation, methods } = find(request.method, pathOf(request))
      if (operation) {
        reply.header('sandbox-status', 'not_implemented')
        reply.header('sandbox-operation', `/${start.join('/')}${operation.path}`)
        throw refusals.notImplemented(operation)
      }
      if (methods.length === 0) throw refusals.notFound()
      reply.header('allow', methods.join(', '))
      throw refusals.methodNotAllowed(methods)
    })
  }
}
