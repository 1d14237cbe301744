import assert from 'node:assert/strict'
import { insertInto } from '../../../server/src/store/sql/columns.ts'
import { openSqlite } from '../../../server/src/store/sqlite/sqlite.ts'
import { authorizeAssistant } from '../authorize-assistant.ts'
import { OWNER, setupOwner, signIn, type DashboardSession } from '../dashboard-session.ts'
import { totp } from '../totp.ts'
import type { TestWorld } from '../world.ts'

const PASSKEY_NAME = 'A security key'

/** A user with everything that belongs to one: an assistant, an invitation, a passkey, two factors. */
export async function fillUsers(world: TestWorld) {
  await setupOwner(world)
  const owner = await signIn(world)
  const { refreshToken, assistantName } = await allowAssistant(world, owner)
  const invitation = { email: 'max@letters.example', role: 'member' }
  const invited = await owner.ask('POST', '/v1/invitations', invitation)
  const { url: invitationUrl } = (await invited.json()) as { url: string }
  await owner.ask('POST', '/auth/request-password-reset', { email: OWNER.email })
  const [, resetToken = ''] = /reset-password#(\S+)/.exec(world.printed.join('')) ?? []
  assert.ok(resetToken)
  const enabled = await owner.ask('POST', '/auth/two-factor/enable', { password: OWNER.password })
  const { totpURI: totpUri } = (await enabled.json()) as { totpURI: string }
  const verified = await owner.ask('POST', '/auth/two-factor/verify-totp', { code: totp(totpUri) })
  assert.equal(verified.status, 200, await verified.clone().text())
  const { id } = await owner.json<{ id: string }>('/v1/me')
  await addPasskey(world, id)
  return {
    id,
    email: OWNER.email,
    password: OWNER.password,
    cookie: owner.cookie,
    totpUri,
    resetToken,
    passkeyName: PASSKEY_NAME,
    invitation: { ...invitation, token: invitationUrl.split('#')[1] ?? '' },
    assistant: { name: assistantName, refreshToken },
  }
}

async function allowAssistant(world: TestWorld, owner: DashboardSession) {
  await using assistant = await authorizeAssistant(world, owner)
  const refreshToken = assistant.signIn.tokens()?.refresh_token ?? assert.fail('no refresh token')
  return { refreshToken, assistantName: assistant.signIn.clientMetadata.client_name ?? '' }
}

/** Of a made-up authenticator: none is at hand. */
async function addPasskey(world: TestWorld, userId: string): Promise<void> {
  const sql = openSqlite(world.config.databaseFile)
  const passkey = insertInto('user_passkeys', {
    id: 'fixture-passkey',
    user_id: userId,
    name: PASSKEY_NAME,
    public_key: 'pQECAyYgASFYIA',
    credential_id: 'Zml4dHVyZQ',
    counter: 1,
    device_type: 'singleDevice',
    backed_up: 0,
    transports: 'usb',
    aaguid: '00000000-0000-0000-0000-000000000000',
    created_at: new Date().toISOString(),
  })
  await sql.write([passkey])
  await sql.close()
}
