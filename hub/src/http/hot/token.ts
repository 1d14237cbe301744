import type * as Wire from '@letterlock/client/wire.ts'
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
    async serve(caller, request, response) {
      const id = (request.url ?? '').slice(BEFORE.length, -AFTER.length)
      const fresh = await door.freshToken(caller.workspaceId, id)
      usage.count('token.read', caller, id)
      const answer: Wire.Token = {
        accessToken: fresh.token.reveal(),
        tokenType: 'Bearer',
        expiresAt: isoOrNull(fresh.expiresAt),
        apiBaseUrl: fresh.connection.account.apiBaseUrl,
        credential: fresh.credential,
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
    },
  }
}
