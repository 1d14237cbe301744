import { Letterlock } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { errorCodeOf, startWorld } from '@letterlock/testing/world.ts'

test('insight: a draft for those who did not open makes a segment, so it needs the scope for that, too', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const [sent] = (await world.client.account(id).campaigns.list({ status: 'sent' })).items
  const { secret: secretKey = '' } = await world.client.secretKeys.create({
    name: 'campaigns only',
    scopes: ['campaigns:write'],
  })
  const limited = new Letterlock({ url: world.server.localUrl, secretKey, maxRetries: 0 })
  const resent = limited.account(id).campaigns.resend(sent?.id ?? '')
  assert.equal(await errorCodeOf(resent), 'insufficient_scope')
})

for (const provider of PROVIDERS)
  test(`insight, ${provider}: facts, averages, growth, links, templates, and a campaign again`, async (t) => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account = world.client.account(id)
    const { capabilities, timeZone } = await account.get()
    const [audience] = (await account.audiences.list()).items
    const [sent] = (await account.campaigns.list({ status: 'sent', audienceId: audience?.id })).items
    assert.ok(audience && sent)

    await t.test('facts about the account', async () => {
      const facts = await account.getFacts()
      assert.equal(facts.timeZone, timeZone)
      if (facts.senders) assert.ok(facts.senders.some(({ isVerified }) => isVerified))
    })

    await t.test('averages, which one campaign is compared with', async () => {
      const { campaignCount, openRate, bounceRate } = await account.getAverages()
      assert.ok(campaignCount >= 2 && campaignCount <= 10)
      assert.ok(openRate !== null && openRate > 0 && openRate < 1)
      assert.ok(bounceRate !== null && bounceRate < 0.2)
    })

    await t.test('growth by month', async () => {
      const growth = account.audiences.getGrowth(audience.id, { months: 36 })
      if (!capabilities.audienceGrowth)
        return assert.equal(await errorCodeOf(growth), 'unsupported_by_provider')
      const { months } = await growth
      assert.equal(months.length, 36)
      assert.deepEqual(
        months.map(({ month }) => month),
        months.map(({ month }) => month).toSorted(),
      )
      assert.ok(months.some(({ joinedCount }) => joinedCount > 0))
    })

    await t.test('links', async () => {
      const links = account.campaigns.listLinks(sent.id)
      if (!capabilities.campaignLinks)
        return assert.equal(await errorCodeOf(links), 'unsupported_by_provider')
      const { items } = await links
      assert.ok(items.length > 0)
      for (const { url } of items) assert.match(url, /^https?:/)
      assert.ok(items.some((link) => (link.clickCount ?? link.contactCount ?? 0) > 0))
    })

    await t.test('a template’s HTML', async () => {
      const [template] = (await account.templates.list()).items
      const content = account.templates.getContent(template?.id ?? '1')
      if (!capabilities.templateContents)
        return assert.equal(await errorCodeOf(content), 'unsupported_by_provider')
      assert.match((await content).html, /<html>/)
    })

    await t.test('a draft for those who did not open', async () => {
      const small = provider === 'mailup' ? await errorCodeOf(account.campaigns.resend(sent.id)) : null
      // A MailUp group takes a thousand recipients; this list has more who did not open.
      if (small !== null) return assert.equal(small, 'segment_too_large')
      const draft = await account.campaigns.resend(sent.id, { subject: 'Once more' })
      assert.deepEqual([draft.status, draft.subject], ['draft', 'Once more'])
      const [segmentId = ''] = draft.segmentIds.length > 0 ? draft.segmentIds : draft.audienceIds
      assert.notEqual(segmentId, audience.id)
      const [one] = (await account.segments.listContacts({ audienceId: audience.id, segmentId, limit: 5 }))
        .items
      assert.ok(one)
      const { openedCount, sentCount } = await account.contacts.getEngagement(one.id, {
        audienceId: audience.id,
      })
      assert.ok(sentCount > 0 && openedCount < sentCount)
      const drafts = (await account.campaigns.list({ status: 'draft', limit: 1 })).items[0]
      assert.equal(await errorCodeOf(account.campaigns.resend(drafts?.id ?? '')), 'campaign_not_sent')
    })
  })
