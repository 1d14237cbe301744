import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

interface Parameter {
  readonly name: string
  readonly in: string
}

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly parameters?: readonly Parameter[] }>>>
  >
}

const EARLY = '2026-01-01T00:00:00Z'
const LATE = '2026-02-01T00:00:00Z'

/** Each parameter `since` and `until` that the server describes. */
async function timesOfQueries({ server }: TestWorld): Promise<{ path: string; name: string }[]> {
  const description = (await (await fetch(`${server.localUrl}/openapi.json`)).json()) as Description
  return Object.entries(description.paths).flatMap(([path, { get }]) =>
    (get?.parameters ?? []).flatMap(({ name }) =>
      name === 'since' || name === 'until' ? [{ path, name }] : [],
    ),
  )
}

test('a span that ends before it begins is an error on every route that has one', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const endpoint = await world.client.webhookEndpoints.create({ url: 'https://hooks.example/in' })
  const headers = { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' }
  const queries = (await timesOfQueries(world)).flatMap(({ path, name }) => (name === 'since' ? [path] : []))
  assert.ok(queries.length >= 4, queries.join())
  const answered: [string, number, string][] = []
  const note = async (what: string, response: Response): Promise<void> => {
    const text = await response.text()
    answered.push([what, response.status, text])
  }
  for (const path of queries) {
    const url = `${world.server.localUrl}${path.replace('{connectionId}', id)}`
    for (const [since, until] of [
      [LATE, EARLY],
      [EARLY, EARLY],
    ] as const)
      await note(path, await fetch(`${url}?${new URLSearchParams({ since, until }).toString()}`, { headers }))
  }
  const body = JSON.stringify({ since: LATE, until: EARLY })
  const redeliver = `/v1/webhook-endpoints/${endpoint.id}/redeliver`
  await note('redeliver', await fetch(world.server.localUrl + redeliver, { method: 'POST', headers, body }))
  for (const [what, status, text] of answered) {
    assert.equal(status, 400, `${what}: ${text}`)
    assert.match(text, /since must be before until/, what)
  }
})

test('a time before 1970 or after 9999 is an error wherever one is given', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const endpoint = await world.client.webhookEndpoints.create({ url: 'https://hooks.example/in' })
  const headers = { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' }
  const queries = await timesOfQueries(world)
  assert.ok(queries.length >= 8, `${queries.length}`)
  const send = (path: string, body?: object): Promise<Response> =>
    fetch(world.server.localUrl + path, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
  for (const time of ['0000-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59-01:00']) {
    const answers = queries.map(async ({ path, name }): Promise<[string, Response]> => [
      `${name} at ${path}`,
      await send(`${path.replace('{connectionId}', id)}?${name}=${time}`),
    ])
    const redeliver = `/v1/webhook-endpoints/${endpoint.id}/redeliver`
    const credentials = { type: 'tokens', accessToken: 'x', accessTokenExpiresAt: time }
    for (const [what, response] of [
      ...(await Promise.all(answers)),
      ['redeliver', await send(redeliver, { since: time })],
      ['import', await send('/v1/connections', { provider: 'mailchimp', endUserId: 'u', credentials })],
      ['send request', await send(`/v1/connections/${id}/campaigns/x/send-requests`, { scheduledAt: time })],
    ] as const) {
      const text = await response.text()
      assert.equal(response.status, 400, `${what}, ${time}: ${text}`)
      assert.match(text, /must be a time from 1970 to 9999/, what)
    }
  }
})
