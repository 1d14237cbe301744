import type { FastifyInstance } from 'fastify'
import { ProblemError } from '../kernel/errors.ts'

/** A URL pattern and its methods. */
export interface ServedAt {
  /** As in the router: `:name` is one segment, `*` the rest. */
  readonly url: string
  readonly methods: readonly string[]
}

/**
 * Answers requests without a route, before a body is read: 404, 405 with `Allow` (RFC 9110 section 15.5.6), and OPTIONS.
 * @param besides routes that are served before the framework
 */
export function answerOtherMethods(server: FastifyInstance, besides: readonly ServedAt[]): void {
  const served = new Map<string, Set<string>>()
  const note = ({ url, methods }: ServedAt): void => {
    const known = served.get(url) ?? new Set(['OPTIONS'])
    for (const method of methods) known.add(method)
    served.set(url, known)
  }
  besides.forEach(note)
  server.addHook('onRoute', ({ url, method }) => note({ url, methods: [method].flat() }))

  server.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    // `OPTIONS *` is about the server as a whole (RFC 9110 section 9.3.7).
    if (request.method === 'OPTIONS' && request.raw.url === '*') return void reply.code(204).send()
    const methods = new Set(
      [...served].flatMap(([url, known]) => (matches(url, request.url) ? [...known] : [])),
    )
    if (methods.size === 0) return done(new ProblemError('not_found'))
    const allow = [...methods].toSorted().join(', ')
    reply.header('allow', allow)
    if (request.method !== 'OPTIONS')
      return done(new ProblemError('method_not_allowed', { facts: { allow } }))
    return void reply.code(204).send()
  })
}

function matches(pattern: string, url: string): boolean {
  const wanted = pattern.split('/')
  const given = url.replace(/[?#].*$/s, '').split('/')
  if (wanted.at(-1) === '*') wanted.pop()
  else if (wanted.length !== given.length) return false
  return (
    wanted.length <= given.length &&
    wanted.every((part, index) => (part.startsWith(':') ? given[index] !== '' : part === given[index]))
  )
}
