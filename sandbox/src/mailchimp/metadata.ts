import type { FastifyInstance } from 'fastify'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'

/**
 * `GET /oauth2/metadata` with `Authorization: OAuth` (or `Bearer`) returns the data center. An invalid token gets 200, too, with `error`
 * in the body. Escaped slashes and cache headers as recorded.
 */
export function registerMetadata(server: FastifyInstance, world: World): void {
  server.get('/oauth2/metadata', (request, reply) => {
    const [, given = ''] = /^(?:OAuth|Bearer) (.+)$/i.exec(request.headers.authorization ?? '') ?? []
    const token = world.mailchimp.tokens[given]
    return reply
      .headers({
        'content-type': 'application/json',
        expires: 'Thu, 19 Nov 1981 08:52:00 GMT',
        'cache-control': 'no-store, no-cache, must-revalidate, post-check=0, pre-check=0',
        pragma: 'no-cache',
        'set-cookie': `PHPSESSID=${randomHex(32)}; path=/; secure; HttpOnly`,
      })
      .serializer((body: unknown) => JSON.stringify(body).replaceAll('/', String.raw`\/`))
      .send(
        token
          ? describe(world, token.username)
          : { error: 'invalid_token', error_description: 'The access token is not valid.' },
      )
  })
}

function describe(world: World, username: string): Record<string, unknown> {
  const user = world.mailchimp.users[username]
  const account = world.mailchimp.accounts[user?.accountId ?? '']
  if (!user || !account) throw new Error(`no account behind ${username}`)
  const dc = account.dataCenter
  const addresses = {
    login_url: 'https://login.mailchimp.com',
    api_endpoint: `https://${dc}.api.mailchimp.com`,
  }
  if (world.mailchimp.switches.legacyMetadata) return { dc, ...addresses }
  return {
    dc,
    role: 'owner',
    accountname: account.name,
    user_id: account.userId,
    login: {
      email: user.email,
      avatar: null,
      login_id: user.loginId,
      login_name: user.username,
      login_email: user.email,
    },
    ...addresses,
  }
}
