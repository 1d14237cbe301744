import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/* Email addresses of contacts: which are taken, and which are the same. */

const EVERYTHING = { audiences: 'write', campaigns: 'write', reports: 'read', send: false } as const

for (const provider of PROVIDERS) {
  test(`B17: ${provider}: who has left is left alone under any spelling of their address`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    await world.client.connections.update(id, { permissions: EVERYTHING })
    const account = world.client.account(id)
    const [audience] = (await account.audiences.list()).items
    assert.ok(audience)
    const at = { audienceId: audience.id }
    const save = (email: string) =>
      account.contacts.upsert({ email, audienceId: audience.id, status: 'subscribed', fields: {} })
    for (const [one, ...others] of [
      ['nora@x.example', 'Nora@X.example', 'NORA@x.EXAMPLE', ' nora@x.example '],
      ['Kim.O’Hara@Y.example', 'kim.o’hara@y.example'],
      ["kim.o'hara@z.example", "Kim.O'Hara@z.example"],
    ]) {
      assert.equal((await save(one ?? '')).created, true)
      await account.contacts.unsubscribe(others[0] ?? '', at)
      for (const other of [one ?? '', ...others]) {
        await assert.rejects(save(other), { code: 'contact_suppressed' }, other)
        const known = await account.contacts.get(other.trim(), at)
        assert.equal(known.status, 'unsubscribed', other)
      }
    }
    // One whose address only holds another is another.
    assert.equal((await save('a-nora@x.example')).created, true)
  })

  test(`B18: ${provider}: every address that it takes is taken`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    await world.client.connections.update(id, { permissions: EVERYTHING })
    const account = world.client.account(id)
    const [audience] = (await account.audiences.list()).items
    assert.ok(audience)
    await using client = await openMcpClient(world)
    const addresses = [
      'a%b@x.example',
      'slash/er@x.example',
      "o'hara&co=#1?@x.example",
      'jos\u00E9@b\u00FCcher.example',
      'plus+tag@x.example',
    ]
    for (const email of addresses) {
      const saved = await account.contacts.upsert({
        email,
        audienceId: audience.id,
        status: 'subscribed',
        fields: {},
      })
      assert.equal(saved.email.toLowerCase(), email.toLowerCase())
      const read = await account.contacts.get(email, { audienceId: audience.id })
      assert.equal(read.id, saved.id, email)
      const { text } = await callTool(client, 'upsert_contacts', {
        contacts: [{ email }],
        audience: audience.id,
        status: 'subscribed',
      })
      assert.match(text, /^0 added, 1 updated/, email)
    }
    for (const none of ['', 'unknown', '@x.example', 'a@', 'a b@ c', 'a\u0000@x.example'])
      await assert.rejects(
        account.contacts.upsert({ email: none, audienceId: audience.id, status: 'subscribed', fields: {} }),
        { code: 'invalid_request' },
        none,
      )
  })
}
