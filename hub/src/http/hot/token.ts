import type * as Wire from '@letterlock/client/wire.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { MIN_VALID_MS, type FreshToken } from '../../core/fresh-token.ts'
import { HubError } from '../../errors.ts'
import { isoOrNull, SECOND } from '../../time.ts'
import type { Context } from '../context.ts'
import { newToken } from '../schemas.ts'
import { readSmallBody } from './body.ts'
import type { HotRoute } from './hot-routes.ts'
import { rawHeader } from './raw-headers.ts'

const BEFORE = '/v1/connections/'
const AFTER = '/token'
const MOST_BODY_BYTES = 1024

/** A token that works now. */
export function tokenRoute({ door, usage }: Context): HotRoute {
  return {
    name: '/v1/connections/:id/token',
    right: 'token',
    matches: (method, url) => method === 'POST' && url.startsWith(BEFORE) && url.endsWith(AFTER),
    serve(caller, { request, response }) {
      const id = (request.url ?? '').slice(BEFORE.length, -AFTER.length)
      const send = (fresh: FreshToken): void => {
        usage.count('token.read', caller, id)
        sendToken(response, fresh)
      }
      const give = (minValidMs: number): Promise<void> | void => {
        const remembered = door.remembered(caller.workspaceId, id, minValidMs)
        return remembered ? send(remembered) : door.freshToken(caller.workspaceId, id, minValidMs).then(send)
      }
      return hasBody(request) ? readMinValid(request).then(give) : give(MIN_VALID_MS)
    },
  }
}

function hasBody({ rawHeaders }: IncomingMessage): boolean {
  const length = rawHeader(rawHeaders, 'content-length')
  return (length !== undefined && length !== '0') || rawHeader(rawHeaders, 'transfer-encoding') !== undefined
}

/** @throws HubError invalid_request, body_too_large */
async function readMinValid(request: IncomingMessage): Promise<number> {
  const text = (await readSmallBody(request, MOST_BODY_BYTES)).toString('utf8')
  const refuse = (problem: string): HubError => new HubError('invalid_request', { facts: { problem } })
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text)
  } catch {
    throw refuse('the body is not valid JSON')
  }
  const { data, error } = newToken.safeParse(body)
  if (!data) throw refuse(`${error?.issues[0]?.path.join('.') || 'body'}: ${error?.issues[0]?.message}`)
  return data.minValidSeconds === undefined ? MIN_VALID_MS : data.minValidSeconds * SECOND
}

function sendToken(response: ServerResponse, fresh: FreshToken): void {
  const answer: Wire.Token = {
    accessToken: fresh.token.reveal(),
    tokenType: 'Bearer',
    expiresAt: isoOrNull(fresh.expiresAt),
    apiBaseUrl: fresh.apiBaseUrl,
    credential: fresh.credential,
    because: fresh.because,
  }
  const body = JSON.stringify(answer)
  response.writeHead(200, [
    'content-type',
    'application/json; charset=utf-8',
    'content-length',
    String(Buffer.byteLength(body)),
    'cache-control',
    'no-store',
    'x-content-type-options',
    'nosniff',
  ])
  response.end(body)
}
