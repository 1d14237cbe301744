import type { FastifyInstance } from 'fastify'
import { html } from '../html.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { createGrant, type TokenSet } from './grants.ts'
import { AUTHZ_HOST, constantContactPage, emailFields } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import type { App } from './state.ts'
import { TokenRefusal, type Form } from './token-refusal.ts'

const LIFETIME_SECONDS = 600
const INTERVAL_SECONDS = 5

/** Device authorization request (RFC 8628 section 3.2). */
export function authorizeDevice(world: World, app: App, form: Form): Record<string, string | number> {
  const device_code = randomHex(64)
  const letters = randomHex(8).toUpperCase()
  const user_code = `${letters.slice(0, 4)}-${letters.slice(4)}`
  world.constantContact.devices[device_code] = {
    clientId: app.clientId,
    userCode: user_code,
    scope: form['scope'] ?? '',
    expiresAt: world.clock.now().getTime() + LIFETIME_SECONDS * 1000,
    username: null,
    denied: false,
    polledAt: -Infinity,
    used: false,
  }
  const verification_uri = `https://${AUTHZ_HOST}/activate`
  return {
    device_code,
    user_code,
    verification_uri,
    verification_uri_complete: `${verification_uri}?user_code=${user_code}`,
    expires_in: LIFETIME_SECONDS,
    interval: INTERVAL_SECONDS,
  }
}

/** Device access token request (RFC 8628 section 3.5). */
export function pollDevice(world: World, app: App, deviceCode: string): TokenSet {
  const device = world.constantContact.devices[deviceCode]
  const now = world.clock.now().getTime()
  if (!device || device.clientId !== app.clientId || device.used)
    throw new TokenRefusal('invalid_grant', 'The device code is invalid.')
  if (device.expiresAt <= now) throw new TokenRefusal('expired_token', 'The device code has expired.')
  if (device.denied) throw new TokenRefusal('access_denied', 'The resource owner denied the request.')
  const hasty = now - device.polledAt < INTERVAL_SECONDS * 1000
  device.polledAt = now
  if (hasty) throw new TokenRefusal('slow_down', 'The client must poll more slowly.')
  if (device.username === null)
    throw new TokenRefusal('authorization_pending', 'The end user has not finished yet.')
  device.used = true
  return createGrant(world, { clientId: device.clientId, username: device.username, scope: device.scope })
}

/** The page where the user enters the code. */
export function registerActivate(server: FastifyInstance, world: World): void {
  const page = (userCode: string, error?: string): string =>
    constantContactPage(
      'Activate your device',
      html`<h1>Activate your device</h1>
        ${errorNote(error)}
        <form method="post" action="/${AUTHZ_HOST}/activate">
          <label for="user_code">Code</label>
          <input id="user_code" name="user_code" value="${userCode}" autocomplete="off" required />
          ${emailFields(Object.keys(world.constantContact.users))}
          <button name="decision" value="allow">Allow access</button>
          <button class="quiet" name="decision" value="deny">Don’t allow</button>
        </form>`,
    )
  server.get<{ Querystring: { user_code?: string } }>('/activate', (request, reply) =>
    reply.type('text/html').send(page(request.query.user_code ?? '')),
  )
  server.post<{ Body: Record<string, string> }>('/activate', (request, reply) => {
    const { user_code = '', username = '', password = '', decision } = request.body
    reply.type('text/html')
    const device = Object.values(world.constantContact.devices).find(
      ({ userCode, used }) => userCode === user_code.trim().toUpperCase() && !used,
    )
    if (!device) return reply.code(400).send(page(user_code, 'This code is not valid.'))
    if (world.constantContact.users[username]?.password !== password)
      return reply.send(page(user_code, 'Unable to sign in.'))
    if (decision === 'allow') device.username = username
    else device.denied = true
    return reply.send(
      constantContactPage(
        'Done',
        html`<h1>${decision === 'allow' ? 'Device activated' : 'Access was not allowed'}</h1>
          <p>You can go back to your device.</p>`,
      ),
    )
  })
}
