import type { Right } from '@letterlock/client/wire.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { assertRight, type Caller } from '../../core/caller.ts'
import type { HubError } from '../../errors.ts'
import { createInstanceIds } from '../../id.ts'
import type { Context } from '../context.ts'
import { logRefusal, problemOf, retryAfter, statusOf, toHubError } from '../errors.ts'
import { proxyRoute } from './proxy.ts'
import { tokenRoute } from './token.ts'

/** A route that is served before the framework: it passes what every route passes, in the cheapest way. */
export interface HotRoute {
  /** As in metrics, log and reference. */
  readonly name: string
  readonly right: Right
  readonly matches: (method: string, url: string) => boolean
  /** `refuse` answers an error that comes after it has returned. */
  readonly serve: (caller: Caller, exchange: HotExchange) => Promise<void> | void
}

export interface HotExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly refuse: (thrown: unknown) => void
}

/** Serves a hot request and answers true; false leaves it to the framework. */
export function createHotRoutes(
  context: Context,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const routes = [tokenRoute(context), proxyRoute(context)]
  const newInstance = createInstanceIds()
  return (request, response) => {
    const { method = '', url = '' } = request
    const route = routes.find(({ matches }) => matches(method, url))
    if (!route) return false
    const began = performance.now()
    response.once('close', () =>
      context.metrics.observe(method, route.name, response.statusCode, (performance.now() - began) / 1000),
    )
    const refuse = (thrown: unknown): void =>
      sendRefusal(context, request, response, {
        error: toHubError(thrown, 0),
        instance: newInstance(),
        route: route.name,
      })
    try {
      serve(context, route, { request, response, refuse })?.catch(refuse)
    } catch (error) {
      refuse(error)
    }
    return true
  }
}

/** No promise where everything is remembered. */
function serve(
  { guard, rateLimit }: Context,
  route: HotRoute,
  exchange: HotExchange,
): Promise<void> | undefined {
  const { headers, socket } = exchange.request
  const go = (caller: Caller): Promise<void> | void => {
    rateLimit.count(caller.keyId)
    assertRight(caller, route.right)
    return route.serve(caller, exchange)
  }
  const remembered = guard.remembered(headers.authorization)
  if (remembered) return go(remembered) ?? undefined
  return guard
    .authenticate(headers.authorization)
    .catch((error: unknown) => {
      // Whoever guesses keys is counted by address.
      rateLimit.count(socket.remoteAddress ?? '')
      throw error
    })
    .then(go)
}

interface Refusal {
  readonly error: HubError
  readonly instance: string
  readonly route: string
}

function sendRefusal(
  { ports }: Context,
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
): void {
  const { error, instance, route } = refusal
  logRefusal(ports.log, error, instance, route)
  // Once an answer has begun, an error can only be told by cutting it off.
  if (response.headersSent) return void response.destroy()
  const body = JSON.stringify(problemOf(error, instance))
  response.writeHead(statusOf(error.code), {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'x-content-type-options': 'nosniff',
    ...retryAfter(error),
    // What is left of the request is not read.
    ...(!request.complete && { connection: 'close' }),
  })
  response.end(body)
}
