import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  account,
  ACCOUNT,
  REVOKE,
  startScripted,
  TOKEN,
  type Received,
  type Script,
} from '@letterlock/testing/scripted-provider.ts'

const NEW_SECRET = 'the-new-secret'
const INTROSPECT = '/introspect'
const DEVICE = '/device'

/** The provider accepts one client secret: the one from before the rotation, or the new one. */
function onlyFor(accepted: string, answer: Script): Script {
  return (call) =>
    secretOf(call) === accepted ? answer(call) : { status: 401, body: { error: 'invalid_client' } }
}

const secretOf = ({ form }: Received): string => form.get('client_secret') ?? ''

const tokens: Script = ({ form }) => ({
  body: {
    access_token: `access-${form.get('grant_type')}`,
    refresh_token: 'refresh',
    token_type: 'Bearer',
    scope: 'everything',
  },
})

for (const accepted of ['a-secret', NEW_SECRET])
  test(`B11: with two client secrets, every request as the OAuth app is made with the one that the provider accepts (${accepted})`, async () => {
    const script = {
      [TOKEN]: onlyFor(accepted, tokens),
      [REVOKE]: onlyFor(accepted, () => ({ body: {} })),
      [INTROSPECT]: onlyFor(accepted, () => ({
        body: { active: true, exp: Math.floor(Date.now() / 1000) + 7200 },
      })),
      [DEVICE]: onlyFor(accepted, () => ({
        body: {
          device_code: 'd',
          user_code: 'ABCD',
          verification_uri: 'https://provider.example/device',
          expires_in: 60,
        },
      })),
      [ACCOUNT]: account(),
    }
    await using world = await startScripted(script, {
      authorization: { deviceAuthorizationUrl: `https://provider.example${DEVICE}` },
      token: {
        introspectionUrl: `https://provider.example${INTROSPECT}`,
        refresh: 'static',
        clientAuthentication: 'client_secret_post',
      },
      revocation: {
        type: 'rfc7009',
        url: `https://provider.example${REVOKE}`,
        authorizedAppsUrl: 'https://provider.example/apps',
      },
    })
    const { client } = world
    const [app] = (await client.oauthApps.list()).items
    assert.ok(app)
    await client.oauthApps.addClientSecret(app.id, { clientSecret: NEW_SECRET })
    const connection = await world.connect()
    assert.equal(connection.status, 'connected', 'the code is redeemed')
    assert.ok(connection.accessTokenExpiresAt, 'the lifetime is learned by introspection')
    assert.equal(
      (await client.connections.refresh(connection.id)).health.status,
      'ok',
      'the token is refreshed',
    )
    const report = await client.connections.disconnect(connection.id)
    assert.equal(report.providerRevocation, 'revoked', 'the tokens are revoked')
    assert.ok(
      await client.deviceAuthorizations.create({ provider: 'scripted', endUserId: 'x' }),
      'a device is authorized',
    )
    world.script[ACCOUNT] = account('account-2', (token) => token === 'access-refresh_token')
    const imported = await client.connections.create({
      provider: 'scripted',
      endUserId: 'x',
      credentials: { type: 'tokens', accessToken: 'old', refreshToken: 'refresh' },
    })
    assert.equal(imported.status, 'connected', 'imported tokens are refreshed')
  })
