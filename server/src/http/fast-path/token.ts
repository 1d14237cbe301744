import type * as Wire from '@letterlock/sdk/wire.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { MIN_VALIDITY_MS, type UsableCredential } from '../../tokens/access-tokens.ts'
import { ProblemError, invalidRequest } from '../../kernel/errors.ts'
import { isoOrNull, SECOND } from '../../kernel/time.ts'
import type { RouteContext } from '../route-context.ts'
import { readJson } from '../json-body.ts'
import { assertPlainBody } from '../plain-bodies.ts'
import { faultsOf } from '../faults.ts'
import { REQUEST_ID_HEADER } from '../request-id.ts'
import { readSmallBody } from './body.ts'
import { rawHeader } from '../../kernel/raw-header.ts'
import type { FastPathRoute } from './route.ts'
import { getAccessTokenInput } from '../schemas/connection-inputs.ts'

const BEFORE = '/v1/connections/'
const AFTER = '/token'
export const TOKEN_ROUTE = { url: '/v1/connections/:id/token', methods: ['POST'] } as const
const MAX_BODY_BYTES = 1024
const JSON_TYPE = /^application\/json *(?:;|$)/i

/** Returns a valid access token of a connection. */
export function tokenRoute({ accessTokens, usage, requestGuard }: RouteContext): FastPathRoute {
  const securityHeaders = Object.entries(requestGuard.securityHeaders).flat()
  return {
    name: TOKEN_ROUTE.url,
    scope: 'tokens:read',
    matches: (method, url) => method === 'POST' && url.startsWith(BEFORE) && idIn(url) !== undefined,
    serve(principal, { request, response, requestId }) {
      const { url = '' } = request
      const id = idIn(url) ?? ''
      rejectQuery(url)
      const send = (fresh: UsableCredential): void => {
        usage.count('token.retrieved', principal, id)
        sendToken(response, fresh, [...securityHeaders, REQUEST_ID_HEADER, requestId])
      }
      const respond = (minValidityMs: number): Promise<void> | void => {
        const remembered = accessTokens.remembered(principal.workspaceId, id, minValidityMs)
        return remembered
          ? send(remembered)
          : accessTokens.getAccessToken(principal.workspaceId, id, minValidityMs).then(send)
      }
      return hasBody(request) ? readMinValidity(request).then(respond) : respond(MIN_VALIDITY_MS)
    },
  }
}

function idIn(url: string): string | undefined {
  const query = url.indexOf('?')
  const path = query < 0 ? url : url.slice(0, query)
  const slash = path.indexOf('/', BEFORE.length)
  return slash > BEFORE.length && path.length === slash + AFTER.length && path.endsWith(AFTER)
    ? path.slice(BEFORE.length, slash)
    : undefined
}

/** The route has no query parameters. @throws ProblemError invalid_request */
function rejectQuery(url: string): void {
  const query = url.indexOf('?')
  if (query < 0) return
  const names = [...new Set(new URLSearchParams(url.slice(query)).keys())]
  const faults = names.map((parameter) => ({ parameter, detail: `${parameter} is not known here.` }))
  if (faults.length > 0) throw invalidRequest(...faults)
}

function hasBody({ rawHeaders }: IncomingMessage): boolean {
  const length = rawHeader(rawHeaders, 'content-length')
  return (length !== undefined && length !== '0') || rawHeader(rawHeaders, 'transfer-encoding') !== undefined
}

/** In milliseconds. @throws ProblemError invalid_request, unsupported_media_type, request_too_large */
async function readMinValidity(request: IncomingMessage): Promise<number> {
  if (!JSON_TYPE.test(rawHeader(request.rawHeaders, 'content-type') ?? ''))
    throw new ProblemError('unsupported_media_type')
  assertPlainBody(request.headers)
  const body = readJson(await readSmallBody(request, MAX_BODY_BYTES)) ?? {}
  const { data, error } = getAccessTokenInput.safeParse(body)
  if (error) throw invalidRequest(...faultsOf(error.issues, body, 'body'))
  return data.minValiditySeconds === undefined ? MIN_VALIDITY_MS : data.minValiditySeconds * SECOND
}

function sendToken(response: ServerResponse, fresh: UsableCredential, moreHeaders: readonly string[]): void {
  const answer: Wire.AccessToken = {
    accessToken: fresh.token.reveal(),
    tokenType: 'Bearer',
    expiresAt: isoOrNull(fresh.expiresAt),
    apiBaseUrl: fresh.apiBaseUrl,
    credential: fresh.credential,
    fallbackReason: fresh.fallbackReason,
  }
  const body = JSON.stringify(answer)
  response.writeHead(200, [
    'content-type',
    'application/json; charset=utf-8',
    'content-length',
    String(Buffer.byteLength(body)),
    'cache-control',
    'no-store',
    ...moreHeaders,
  ])
  response.end(body)
}
