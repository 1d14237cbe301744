import { Letterlock } from '@letterlock/sdk'
import { DashboardSession } from '../dashboard-session.ts'
import { totp } from '../totp.ts'
import { errorCodeOf } from '../world.ts'
import assert from 'node:assert/strict'
import type { LetterlockServer } from '../../../server/src/start-server.ts'
import { createOidcAdapter } from '../../../server/src/authorization-server/oidc-adapter.ts'
import { encryptionContextOf } from '../../../server/src/email-marketing/model/unchecked-contact.ts'
import { decryptApiKey } from '../../../server/src/connections/encrypted-credentials.ts'
import type { Sql } from '../../../server/src/store/sql/sql.ts'
import { createOAuthAppCredentials } from '../../../server/src/workspaces/oauth-app-credentials.ts'
import type { UpgradeFacts } from './fill-database.ts'

/** A server on an upgraded database that reaches no provider. */
export interface UpgradedServer {
  readonly server: LetterlockServer
  /** A connection of its own to the database. */
  readonly sql: Sql
  readonly facts: UpgradeFacts
}

/** Reads a row of every table as the product does: decrypted, verified, redeemed. */
export async function assertReadable(upgraded: UpgradedServer): Promise<void> {
  await assertConnections(upgraded)
  await assertWaiting(upgraded)
  await assertUsers(upgraded)
  await assertAssistant(upgraded)
  // Last, because it ends all sessions.
  await assertPasswordReset(upgraded)
}

async function assertConnections({ server, facts }: UpgradedServer): Promise<void> {
  const client = new Letterlock({ url: server.localUrl, secretKey: facts.secretKey, maxRetries: 0 })
  const { items } = await client.connections.list()
  assert.deepEqual(items.map(({ id }) => id).toSorted(), facts.connectionIds)
  const { withApiKey, refreshed, disconnected } = facts.connections
  const labelled = await client.connections.list({ label: `plan:${withApiKey.labels.plan}` })
  assert.deepEqual(
    labelled.items.map(({ id, labels }) => [id, labels]),
    [[withApiKey.id, withApiKey.labels]],
  )
  for (const { id, accessToken } of [withApiKey, refreshed])
    assert.equal((await client.connections.getAccessToken(id)).accessToken, accessToken)
  const statuses = new Map(items.map(({ id, status }) => [id, status]))
  assert.deepEqual(
    [withApiKey, refreshed, disconnected].map(({ id }) => statuses.get(id)),
    ['connected', 'connected', 'disconnected'],
  )
  const workspace = (await server.context.store.workspaces.first()) ?? assert.fail('no workspace')
  const row =
    (await server.context.store.connections.read(workspace.id, withApiKey.id)) ?? assert.fail('no connection')
  const { connections } = server.context.store
  assert.equal(await connections.wasRemovedSince(workspace.id, facts.erasedEndUserId, 0), true)
  assert.equal(decryptApiKey(server.context, row)?.reveal(), withApiKey.apiKey)
  const { clientSecrets } = await createOAuthAppCredentials(server.context).read(
    workspace.id,
    facts.oauthApp.id,
  )
  assert.deepEqual(
    clientSecrets.map((secret) => secret.reveal()),
    [facts.oauthApp.clientSecret],
  )
  assert.equal((await client.calls.get(facts.callId)).connection?.id, withApiKey.id)
  const due = {
    now: Number.MAX_SAFE_INTEGER,
    latest: Number.MAX_SAFE_INTEGER,
    until: Number.MAX_SAFE_INTEGER,
  }
  const unchecked =
    (await server.context.store.uncheckedContacts.acquire(due)) ?? assert.fail('no unchecked contact')
  assert.equal(
    server.context.encryption.decrypt(unchecked.emailCiphertext, encryptionContextOf(unchecked)),
    facts.uncheckedEmail,
  )
  const { items: rows } = await client.jobs.listRows(facts.jobId)
  assert.ok(rows.length > 0)
  const { items: events } = await client.events.list({ limit: 100 })
  assert.deepEqual([...new Set(events.map(({ type }) => type))].toSorted(), facts.eventTypes)
}

/** Flows that continue from stored state. Each fails only because no provider responds. */
async function assertWaiting({ server, facts }: UpgradedServer): Promise<void> {
  const client = new Letterlock({ url: server.localUrl, secretKey: facts.secretKey, maxRetries: 0 })
  const { waiting, kept, replay, sendRequest } = facts
  const confirm = ({ sessionId, ...input }: typeof waiting) =>
    errorCodeOf(client.connectSessions.confirm(sessionId, input))
  assert.equal(await confirm(waiting), 'provider_unavailable', 'the code is redeemed')
  assert.equal(await confirm(kept), 'account_lookup_delayed', 'the tokens that wait are used')
  const replayed = await fetch(server.localUrl + replay.path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${facts.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': replay.key,
    },
    body: JSON.stringify(replay.body),
  })
  assert.deepEqual(
    [replayed.headers.get('idempotent-replayed'), await replayed.text()],
    ['true', replay.answer],
  )
  const link = await fetch(server.localUrl + replay.linkPath, { redirect: 'manual' })
  assert.equal(link.status, 303, 'the connect link opens')
  const approval = { approvalText: 'any' }
  assert.equal(
    await errorCodeOf(client.sendRequests.approve(sendRequest.id, approval)),
    'approval_text_mismatch',
  )
}

async function assertUsers({ server, facts: { user } }: UpgradedServer): Promise<void> {
  const signedIn = new DashboardSession({ server })
  signedIn.cookie = user.cookie
  assert.equal(
    (await signedIn.json<{ id: string }>('/v1/me')).id,
    user.id,
    'the session of a browser goes on',
  )
  const { items: members } = await signedIn.json<{ items: { email: string; role: string }[] }>('/v1/members')
  assert.deepEqual(
    members.map(({ email, role }) => [email, role]),
    [[user.email, 'owner']],
  )
  const passkeys = await signedIn.json<{ name: string }[]>('/auth/passkey/list-user-passkeys')
  assert.deepEqual(
    passkeys.map(({ name }) => name),
    [user.passkeyName],
  )
  const fresh = new DashboardSession({ server })
  const half = await fresh.ask('POST', '/auth/sign-in/email', { email: user.email, password: user.password })
  assert.equal(half.status, 200, await half.clone().text())
  const whole = await fresh.ask('POST', '/auth/two-factor/verify-totp', { code: totp(user.totpUri) })
  assert.equal(whole.status, 200, await whole.clone().text())
  const invited = await fresh.ask('POST', '/v1/invitations/preview', { token: user.invitation.token })
  assert.equal(((await invited.json()) as { email: string }).email, user.invitation.email)
}

async function assertAssistant({ server, sql, facts }: UpgradedServer): Promise<void> {
  const signedIn = new DashboardSession({ server })
  signedIn.cookie = facts.user.cookie
  const { items } = await signedIn.json<{ items: { name: string }[] }>('/v1/assistants')
  assert.deepEqual(
    items.map(({ name }) => name),
    [facts.user.assistant.name],
  )
  // oidc-provider uses the machine's clock: some day the token will have expired.
  const { encryption, now } = server.context
  const record = await createOidcAdapter({ sql, encryption, now })('RefreshToken').find(
    facts.user.assistant.refreshToken,
  )
  assert.equal(record?.['kind'], 'RefreshToken')
}

async function assertPasswordReset({ server, facts: { user } }: UpgradedServer): Promise<void> {
  const reset = { token: user.resetToken, newPassword: 'another long enough passphrase' }
  const done = await new DashboardSession({ server }).ask('POST', '/auth/reset-password', reset)
  assert.equal(done.status, 200, await done.clone().text())
}
