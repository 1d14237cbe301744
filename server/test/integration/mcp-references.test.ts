import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { ALL_PERMISSIONS, connect } from '@letterlock/testing/connect.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

for (const provider of PROVIDERS)
  test(`mcp tools, ${provider}: audiences, campaigns and segments are taken by name as well as by ID`, async () => {
    await using world = await startWorld()
    const { id: connectionId } = await connect(world, { provider })
    await world.client.connections.update(connectionId, { permissions: ALL_PERMISSIONS })
    await using client = await openMcpClient(world)
    const listed = await callTool(client, 'list_audiences')
    const [audience] = listed.structured['items'] as { id: string; name: string }[]
    assert.ok(audience)

    const found = await callTool(client, 'get_audience', { audience: audience.name.toUpperCase() })
    assert.equal(found.structured['id'], audience.id, found.text)
    const draft = { audience: audience.name, subject: 'Rye', html: '<p>Rye</p>', name: 'Rye 2026' }
    const created = await callTool(client, 'create_campaign', draft)
    assert.equal(created.isError, false, created.text)
    const { id } = created.structured
    for (const campaign of [id, 'rye 2026', 'Rye 2026'])
      assert.equal((await callTool(client, 'get_campaign', { campaign })).structured['id'], id)

    const saved = await callTool(client, 'save_segment', {
      audience: audience.name,
      name: 'Rye readers',
      conditions: [{ by: 'email', op: 'contains', value: 'anika.m' }],
    })
    assert.equal(saved.isError, false, saved.text)
    for (const segment of [saved.structured['id'], 'Rye readers', 'rye readers']) {
      const members = await callTool(client, 'search_contacts', {
        audience: audience.name,
        segment,
        limit: 100,
      })
      assert.equal((members.structured['items'] as []).length, saved.structured['contactCount'], members.text)
    }

    const missing = await callTool(client, 'get_campaign', { campaign: 'Spelt 2026' })
    assert.match(missing.text, /no campaign Spelt 2026\b.*\(resource_not_found\)$/)
    const second = await callTool(client, 'create_campaign', draft)
    // Constant Contact keeps names unique, so that no name fits two of its campaigns.
    if (second.isError) return assert.match(second.text, /in use/)
    const several = await callTool(client, 'get_campaign', { campaign: 'Rye 2026' })
    assert.ok(several.isError)
    for (const one of [id, second.structured['id']])
      assert.ok(several.text.includes(String(one)), several.text)
  })
