import { ada, ben } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/* What is said when something did not go well: to whom, about what, and what may have been done all the same. */

test('D17: a draft whose answer is lost or odd is found again, once; where nothing is found, the error says to look first', async (t) => {
  for (const provider of PROVIDERS)
    await t.test(provider, async () => {
      await using world = await startWorld()
      const { id } = await connectWithAllPermissions(world, { provider })
      const account = world.client.account(id)
      const [audience] = (await account.audiences.list()).items
      await using client = await openMcpClient(world)
      const draft = { audience: audience?.id ?? '', subject: 'Spelt', html: '<p>Spelt</p>' }
      const faults = [
        { kind: 'lost_response', method: 'POST' },
        { kind: 'replaced_body', method: 'POST', body: '{"odd":true}', contentType: 'application/json' },
        { kind: 'status', status: 502, method: 'POST' },
      ] as const
      for (const [index, fault] of faults.entries()) {
        world.sandbox.world.faults.add({ ...fault, remaining: 1 })
        const { text, isError } = await callTool(client, 'create_campaign', {
          ...draft,
          name: `Spelt ${index}`,
        })
        world.sandbox.world.faults.clear()
        const names = (await account.campaigns.list({ limit: 20 })).items.map(({ name }) => name)
        const made = names.filter((name) => name === `Spelt ${index}`).length
        if (fault.kind !== 'status') {
          assert.equal(isError, false, `${fault.kind}: ${text}`)
          assert.match(text, /^Draft created\./)
          assert.equal(made, 1)
          continue
        }
        assert.equal(made, 0)
        assert.ok(isError, text)
        assert.match(
          text,
          /may have done this.*Check the account first\. Repeat the request only if it was not done\. \(outcome_unknown\)$/,
        )
        assert.doesNotMatch(text, /try again/i)
      }
      // What was certainly not done is said as before.
      world.sandbox.world.faults.add({ kind: 'status', status: 503, method: 'POST' })
      const refused = await callTool(client, 'create_campaign', { ...draft, name: 'Spelt 9' })
      assert.match(refused.text, /\(provider_unavailable\)$/)
    })
})

test('D17: what fails after a part was done says so', async () => {
  await using world = await startWorld()
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const draft = { name: 'Half', subject: 'Half', audienceId: audience?.id ?? '', html: '<p>Half</p>' }
  world.sandbox.world.faults.add({ kind: 'status', status: 429, method: 'PUT' })
  // Found again, and the rest tried once more: refused once more.
  await assert.rejects(account.campaigns.create(draft), {
    code: 'outcome_unknown',
    message: /Mailchimp may have done this in whole or in part/,
  })
})

test('D18: the error names the choices, the thing and the seconds', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { user: ada() })
  await connect(world, { user: ben() })
  await using client = await openMcpClient(world)
  const own = { connection: 'adas-bakery-mailchimp' }
  for (const connection of ['adas-bakery', 'conn_nowhere']) {
    const { text } = await callTool(client, 'list_audiences', { connection })
    assert.match(
      text,
      new RegExp(
        `no such connection called ${connection}\\. Pass one of these as connection: adas-bakery-mailchimp, bens-bicycles-mailchimp`,
      ),
    )
  }
  const things: readonly (readonly [string, Record<string, unknown>, RegExp])[] = [
    ['get_campaign', { campaign: 'nothing' }, /The account has no campaign nothing\./],
    ['get_campaign_reports', { campaigns: ['nothing'] }, /The account has no campaign nothing\./],
    ['get_audience', { audience: 'unknown' }, /The account has no audience unknown\./],
    [
      'get_contact',
      { contact: 'x@nowhere.example', audience: 'unknown' },
      /The account has no contact x@nowhere\.example of audience unknown\./,
    ],
  ]
  for (const [tool, args, expected] of things)
    assert.match((await callTool(client, tool, { ...own, ...args })).text, expected)
  await assert.rejects(world.client.account(id).campaigns.get('nothing'), { message: /no campaign nothing/ })
  const missing = await callTool(client, 'search_contacts', own)
  assert.match(missing.text, /Pass one as audience: \w+ \(.+\), \w+ \(/)
  world.sandbox.world.faults.add({ kind: 'status', status: 429, retryAfter: '30', path: '/3.0/lists' })
  assert.match(
    (await callTool(client, 'list_audiences', own)).text,
    /Retry after 30 seconds\. \(provider_rate_limited\)$/,
  )
})

test('D18: without a credential, the answer names more than secret keys', async () => {
  await using world = await startWorld()
  const response = await fetch(`${world.server.url}/mcp`, { method: 'POST', body: '{}' })
  assert.equal(response.status, 401)
  assert.match(response.headers.get('www-authenticate') ?? '', /resource_metadata=/)
  const { code, nextStep } = (await response.json()) as { code: string; nextStep: string }
  assert.equal(code, 'sign_in_needed')
  assert.match(nextStep, /OAuth as the WWW-Authenticate header says/)
  const api = await fetch(`${world.server.url}/v1/connections`)
  assert.equal(((await api.json()) as { code: string }).code, 'authentication_required')
})
