import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from '../kernel/errors.ts'
import { errorPage } from '../views/error-page.ts'
import { notFoundPage } from '../views/not-found-page.ts'
import { PAGE_WORDS } from '../views/words/index.ts'
import { toProblemError } from './errors.ts'
import { localeOf } from './locale-of.ts'
import type { RequestGuard } from './request-guard.ts'
import { assertTarget } from './request-target.ts'
import { REQUEST_ID_HEADER } from './request-id.ts'
import { assertSingleHeaders } from './single-headers.ts'
import { sendPage } from './send-page.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The error of the response; null for a success. */
    problem: ProblemError | null
  }
}

/** Responds to a request that failed. */
export type RejectRequest = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply

/** Responds with a page to browsers on pages, and with problem details (RFC 9457) to everything else. */
export function createRejection(guard: RequestGuard): RejectRequest {
  return (thrown, request, reply) => {
    const { id: requestId, method } = request
    const { url: route = 'none', bodyLimit: limitBytes } = request.routeOptions
    const { status, headers, body } = guard.reject(thrown, { requestId, method, route, limitBytes })
    const error = toProblemError(thrown, limitBytes)
    request.problem = error
    reply.headers(guard.securityHeaders)
    const locale = localeOf(request)
    const words = PAGE_WORDS[locale]
    if (request.is404 && error.code === 'not_found' && isNavigation(request))
      return sendPage(
        reply,
        { title: `${words.notFound.title} · Letterlock`, status, locale },
        notFoundPage(words),
      )
    if (isPage(request))
      return sendPage(
        reply,
        { title: words.error.title, status, locale },
        errorPage(error, requestId, locale),
      )
    return reply.code(status).headers(headers).serializer(String).send(body)
  }
}

/**
 * Makes every error of a route a problem (RFC 9457) or a page, and rejects ambiguous request targets and repeated headers.
 */
export function respondToErrors(server: FastifyInstance, guard: RequestGuard, reject: RejectRequest): void {
  server.decorateRequest('problem', null)
  server.setErrorHandler(reject)
  server.setNotFoundHandler((request, reply) => reject(new ProblemError('not_found'), request, reply))
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(guard.securityHeaders).header(REQUEST_ID_HEADER, request.id)
    assertTarget(request.raw.url ?? '/')
    assertSingleHeaders(request.raw.rawHeaders)
  })
}

function isPage({ raw }: FastifyRequest): boolean {
  return /^\/(?:connect|oauth)\//.test(raw.url ?? '')
}

/** Whether a browser opens the URL, rather than a program that calls the API. */
function isNavigation({ method, raw, headers }: FastifyRequest): boolean {
  const { accept = '', 'sec-fetch-mode': mode } = headers
  const isApi = /^\/(?:v1|auth|mcp|oauth2|\.well-known)(?:[/?]|$)/.test(raw.url ?? '')
  return (
    (method === 'GET' || method === 'HEAD') && !isApi && (mode === 'navigate' || accept.includes('text/html'))
  )
}
