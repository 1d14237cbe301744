import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ACCOUNT, REVOKE, startScripted, TOKEN } from '@letterlock/testing/scripted-provider.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'

const revocation = {
  type: 'rfc7009',
  url: `https://provider.example${REVOKE}`,
  authorizedAppsUrl: 'https://provider.example/apps',
}

/** What a refresh answers, and what of it is revoked. */
const ANSWERS = [
  { what: 'tokens', hasAccessToken: true, last: 'access-2' },
  { what: 'a refresh token alone', hasAccessToken: false, last: 'access-1' },
] as const

for (const { how, what, hasAccessToken, last } of (['disconnect', 'delete'] as const).flatMap((how) =>
  ANSWERS.map((answer) => ({ how, ...answer })),
))
  test(`a refresh that brings ${what} after a ${how}: it is revoked, since it is not what was revoked then`, async () => {
    const refreshing = Promise.withResolvers<void>()
    let count = 0
    await using world = await startScripted(
      {
        [TOKEN]: async () => {
          const number = ++count
          if (number > 1) await refreshing.promise
          const tokens = {
            refresh_token: `refresh-${number}`,
            ...((number === 1 || hasAccessToken) && { access_token: `access-${number}` }),
          }
          return { body: { ...tokens, token_type: 'Bearer', expires_in: 3600 } }
        },
        [REVOKE]: () => ({ body: {} }),
        [ACCOUNT]: () => ({ body: { id: 'account-1', name: 'Account' } }),
      },
      { token: { refresh: 'rotating' }, revocation },
    )
    const { id } = await world.connect()
    const { connections } = world.client
    const refreshed = connections.refresh(id).catch(() => undefined)
    await waitFor(
      () => count,
      (requests) => requests === 2,
    )
    await connections[how](id)
    refreshing.resolve()
    await refreshed
    const revoked = await waitFor(
      () => world.requests.filter(({ path }) => path === REVOKE).map(({ form }) => form.get('token')),
      (tokens) => tokens.length >= 4,
    )
    assert.deepEqual(revoked, ['refresh-1', 'access-1', 'refresh-2', last])
  })
