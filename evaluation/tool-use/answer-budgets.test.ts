import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient, type McpTestClient } from '@letterlock/testing/mcp-client.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { listOf, text } from './answers.ts'
import { PROVIDERS } from './run.ts'

/* The token budgets of results. A client passes the text or the structure to the model, so the larger counts. */

const CONTACTS = 50
const BUDGETS = {
  contacts: 2000,
  campaigns: 2000,
  reports: 1500,
  recipients: 3500,
  account: 300,
  audience: 500,
}

/** Between this much HTML and the words that it shows. */
const LAYOUT =
  '<table><tr><td style="padding: 0 12px; font-family: sans-serif">&nbsp;</td></tr></table>'.repeat(200)

for (const provider of PROVIDERS)
  test(`answers stay within their budgets: ${provider}`, async (t) => {
    await using world = await startWorld()
    const { id: connection } = await connectWithAllPermissions(world, { provider })
    await using client = await openMcpClient(world)
    const ask = async (tool: string, args: object, budget: number) => {
      const answer = await callTool(client, tool, { connection, ...args })
      assert.equal(answer.isError, false, answer.text)
      const tokens = Math.max(countTokens(answer.text), countTokens(JSON.stringify(answer.structured)))
      t.diagnostic(`${tool}: ${tokens} tokens of ${budget}`)
      assert.ok(tokens < budget, `${tool}: ${tokens} tokens`)
      return answer
    }
    const found = await ask('search_contacts', { audience: 'Newsletter', limit: CONTACTS }, BUDGETS.contacts)
    assert.equal(listOf(found).length, CONTACTS)
    await ask('list_campaigns', { limit: 20 }, BUDGETS.campaigns)
    await ask('get_account', {}, BUDGETS.account)
    await ask('get_audience', { audience: 'Newsletter' }, BUDGETS.audience)
    const sent = listOf(await ask('list_campaigns', { status: 'sent', limit: 5 }, BUDGETS.campaigns))
    const campaigns = sent.map((one) => one['id'])
    await ask('get_campaign_reports', { campaigns }, BUDGETS.reports)
    const recipients = { campaign: campaigns[0], activity: 'opened', limit: CONTACTS }
    await ask('list_campaign_recipients', recipients, BUDGETS.recipients)
    await assertPlainText(client, connection)
  })

/** An email is returned as text, unless its HTML is requested. */
async function assertPlainText(client: McpTestClient, connection: string): Promise<void> {
  const html = `<html><body>${LAYOUT}<h1>Rye</h1><p>From Tuesday on.</p></body></html>`
  const draft = { connection, name: 'Rye', subject: 'Rye', audience: 'Newsletter', html }
  const { structured } = await callTool(client, 'create_campaign', draft)
  const campaign = text(structured['id'])
  const read = async (view: string) => callTool(client, 'get_campaign', { connection, campaign, view })
  const words = await read('text')
  assert.match(text(words.structured['text']), /Rye[^]*From Tuesday on\./)
  assert.ok(countTokens(words.text) < 400, `${countTokens(words.text)} tokens`)
  assert.ok(!('html' in (await read('summary')).structured))
  assert.ok(text((await read('html')).structured['html']).length > 10_000)
}
