import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

type Row = Readonly<Record<string, unknown>>

for (const provider of PROVIDERS)
  test(`bulk, ${provider}: rows are imported once and reported, and a campaign is copied`, async (t) => {
    await using world = await startWorld()
    await connect(world, { provider })
    await using client = await openMcpClient(world)
    const call = async (tool: string, args: Record<string, unknown>): Promise<Row> => {
      const { structured, isError, text } = await callTool(client, tool, args)
      assert.ok(!isError, text)
      return structured
    }
    const { items } = await call('list_audiences', {})
    const [audience] = items as { id: string; name: string }[]
    assert.ok(audience)

    await t.test('an import adds, updates, skips, and can be repeated', async () => {
      const emails = ['rye@letters.example', 'spelt@letters.example', 'oat@letters.example']
      const contacts = emails.map((email) => ({ email }))
      const first = await call('upsert_contacts', {
        audience: audience.name,
        status: 'subscribed',
        contacts: [...contacts, { email: 'RYE@letters.example' }],
      })
      assert.deepEqual([first['created'], first['updated'], first['notWritten']], [3, 0, []])
      await call('unsubscribe_contact', { contact: emails[0], audience: audience.id })
      const again = await call('upsert_contacts', { audience: audience.id, status: 'subscribed', contacts })
      assert.deepEqual([again['created'], again['updated'], again['skipped'], again['failed']], [0, 2, 1, 0])
      const [skipped] = again['notWritten'] as Row[]
      assert.deepEqual([skipped?.['email'], skipped?.['errorCode']], [emails[0], 'contact_suppressed'])
      const { status } = await call('get_contact', { contact: emails[0], audience: audience.id })
      assert.equal(status, 'unsubscribed')
    })

    await t.test('an error that every row would have is the error of the import', async () => {
      const fields = [{ name: 'no such field', value: 'x' }]
      const contacts = Array.from({ length: 12 }, (_, row) => ({
        email: `row${row}@letters.example`,
        fields,
      }))
      const args = { audience: audience.id, status: 'subscribed', contacts }
      const { isError, text } = await callTool(client, 'upsert_contacts', args)
      assert.ok(isError)
      assert.match(text, /no such field.*unknown_contact_field/)
    })

    await t.test('a sent campaign is copied with its email, without a send', async () => {
      const sent = await call('list_campaigns', { status: 'sent', limit: 1 })
      const [original] = sent['items'] as { id: string; name: string }[]
      assert.ok(original)
      const copy = await call('copy_campaign', { campaign: original.id, subject: 'Once more' })
      assert.deepEqual([copy['status'], copy['subject']], ['draft', 'Once more'])
      assert.notEqual(copy['name'], original.name)
      const read = async (campaign: unknown): Promise<unknown> =>
        (await call('get_campaign', { campaign, view: 'html' }))['html']
      assert.equal(await read(copy['id']), await read(original.id))
      const { text, html } = await call('get_campaign', { campaign: copy['id'], view: 'text' })
      assert.equal(html, undefined)
      assert.doesNotMatch(String(text), /<[a-z]/)
    })
  })
