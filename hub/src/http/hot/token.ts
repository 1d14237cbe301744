import type * as Wire from '@letterlock/client/wire.ts'
import type { ServerResponse } from 'node:http'
import type { FreshToken } from '../../core/fresh-token.ts'
import { isoOrNull } from '../../time.ts'
import type { Context } from '../context.ts'
import type { HotRoute } from './hot-routes.ts'

const BEFORE = '/v1/connections/'
const AFTER = '/token'

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
      const remembered = door.remembered(caller.workspaceId, id)
      return remembered ? send(remembered) : door.freshToken(caller.workspaceId, id).then(send)
    },
  }
}

function sendToken(response: ServerResponse, { token, expiresAt, connection, credential }: FreshToken): void {
  const answer: Wire.Token = {
    accessToken: token.reveal(),
    tokenType: 'Bearer',
    expiresAt: isoOrNull(expiresAt),
    apiBaseUrl: connection.account.apiBaseUrl,
    credential,
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
