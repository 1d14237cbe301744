import { Letterlock } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const HTML = '<p>Fresh rye <a href="https://bakery.example/rye">today</a>.</p>'

async function open(world: TestWorld, provider: string) {
  const { id } = await connectWithAllPermissions(world, { provider })
  const account = world.client.account(id)
  const { capabilities } = await account.get()
  const audiences = (await account.audiences.list()).items
  const [audience] = audiences
  assert.ok(audience)
  return { id, account, capabilities, audience }
}

for (const provider of PROVIDERS) {
  test(`marketing model, ${provider}: contacts are added, changed, tagged, unsubscribed, and left alone`, async () => {
    await using world = await startWorld()
    const { account, capabilities, audience } = await open(world, provider)
    const { fields } = await account.audiences.get(audience.id)
    const [field = ''] = fields
    const email = 'nora.new@letters.example'
    const somebody = { email, audienceId: audience.id, fields: { [field]: 'Nora' } }

    if (capabilities.doubleOptIn) {
      const pending = await account.contacts.upsert({ ...somebody, status: 'pending' })
      assert.deepEqual([pending.status, pending.created, pending.fields[field]], ['pending', true, 'Nora'])
    } else {
      const refused = account.contacts.upsert({ ...somebody, status: 'pending' })
      await assert.rejects(refused, { code: 'unsupported_by_provider' })
      const added = await account.contacts.upsert({ ...somebody, status: 'subscribed' })
      assert.deepEqual([added.status, added.created], ['subscribed', true])
    }
    const again = await account.contacts.upsert({
      ...somebody,
      status: 'subscribed',
      fields: { [field]: 'Eleonora' },
    })
    assert.equal(again.created, false)
    assert.equal(again.fields[field], 'Eleonora')
    const status = capabilities.doubleOptIn ? 'pending' : 'subscribed'
    assert.equal(again.status, status, 'who is there keeps their status')
    const unknown = account.contacts.upsert({ ...somebody, status: 'subscribed', fields: { Shoe: '43' } })
    await assert.rejects(unknown, { code: 'unknown_contact_field' })

    const at = { audienceId: audience.id }
    if (capabilities.tags) {
      const tagged = await account.contacts.updateTags(email, { add: ['VIP', 'Rye'], ...at })
      assert.deepEqual(tagged.tags?.toSorted(), ['Rye', 'VIP'])
      assert.deepEqual((await account.contacts.updateTags(email, { remove: ['VIP'], ...at })).tags, ['Rye'])
      await assert.rejects(account.contacts.updateTags(email, { ...at }), { code: 'invalid_request' })
    } else
      await assert.rejects(account.contacts.updateTags(email, { add: ['VIP'], ...at }), {
        code: 'unsupported_by_provider',
      })

    const left = await account.contacts.unsubscribe(email, at)
    assert.equal(left.status, 'unsubscribed')
    assert.equal(left.fields[field], 'Eleonora', 'nothing else of them is lost')
    for (const wanted of ['pending', 'subscribed'] as const)
      await assert.rejects(account.contacts.upsert({ ...somebody, status: wanted }), {
        code: 'contact_suppressed',
      })
    assert.equal((await account.contacts.get(email, at)).status, 'unsubscribed')

    const { items } = await world.client.events.list({ type: 'contact' })
    assert.ok(items.every(({ data }) => !JSON.stringify(data).includes(email)))
    assert.ok(items.some(({ type }) => type === 'contact.unsubscribed'))
  })

  test(`marketing model, ${provider}: a campaign is drafted, changed, tested, scheduled, taken back, sent once`, async () => {
    await using world = await startWorld()
    const { account, capabilities, audience } = await open(world, provider)
    const draft = await account.campaigns.create({
      name: 'Rye week',
      subject: 'Rye is here',
      audienceId: audience.id,
      html: HTML,
    })
    assert.deepEqual([draft.status, draft.name, draft.subject], ['draft', 'Rye week', 'Rye is here'])
    assert.deepEqual(draft.audienceIds, [audience.id])
    if (capabilities.campaignSenders) assert.match(draft.fromEmail ?? '', /@/)
    assert.equal((await account.campaigns.getContent(draft.id)).html, HTML)
    const changed = await account.campaigns.update(draft.id, { subject: 'Rye, at last' })
    assert.equal(changed.subject, 'Rye, at last')
    assert.equal(changed.name, 'Rye week')
    assert.equal((await account.campaigns.getContent(draft.id)).html, HTML, 'what was left out stays')
    await assert.rejects(account.campaigns.update(draft.id, {}), { code: 'invalid_request' })
    await account.campaigns.sendTestEmail(draft.id, { to: ['me@letters.example'] })

    const check = await account.campaigns.check(draft.id)
    assert.deepEqual([check.audienceNames, check.blockers], [[audience.name], []])
    assert.ok((check.recipientCount ?? 0) > 10)

    const tomorrow = new Date(world.sandbox.world.clock.now().getTime() + 86_400_000)
    tomorrow.setUTCMinutes(30, 0, 0)
    const wrongTime = account.campaigns.createSendRequest(draft.id, { scheduledAt: '2020-01-01T00:00:00Z' })
    await assert.rejects(wrongTime, { code: 'invalid_send_time' })
    const timed = await account.campaigns.createSendRequest(draft.id, { scheduledAt: tomorrow.toISOString() })
    const approval = [timed.id, { approvalText: audience.name }] as const
    assert.equal((await world.client.sendRequests.approve(...approval)).status, 'scheduled')
    await assert.rejects(account.campaigns.update(draft.id, { subject: 'x' }), { code: 'campaign_not_draft' })
    world.advance(31)
    assert.equal((await account.campaigns.unschedule(draft.id)).status, 'draft')
    await assert.rejects(account.campaigns.unschedule(draft.id), { code: 'campaign_not_scheduled' })
    // The request was for a schedule that is gone.
    await assert.rejects(world.client.sendRequests.approve(...approval), { code: 'send_request_used' })

    world.sandbox.world.requests.clear()
    const now = await account.campaigns.createSendRequest(draft.id)
    const approve = () => world.client.sendRequests.approve(now.id, { approvalText: audience.name })
    await assert.rejects(world.client.sendRequests.approve(now.id, { approvalText: 'Everybody' }), {
      code: 'approval_text_mismatch',
    })
    const answers = await Promise.allSettled([approve(), approve()])
    assert.ok(answers.some(({ status }) => status === 'fulfilled'))
    assert.match((await approve()).status, /^(sent|sending)$/, 'again: told, not sent')
    assert.equal(sendRequests(world), 1)
    const { sent } = await account.campaigns.getReport(draft.id)
    assert.equal(sent, check.recipientCount)
    const { items } = await world.client.events.list({ type: 'campaign' })
    assert.equal(items.filter(({ type }) => type === 'campaign.sent').length, 1)
  })
}

/** How often any provider was asked to send now. */
function sendRequests(world: TestWorld): number {
  return world.sandbox.world.requests
    .list({})
    .filter(
      ({ method, path }) =>
        method === 'POST' && /(actions\/send|\/schedules|\/Email\/\d+\/Send)$/.test(path.split('?')[0] ?? ''),
    )
    .filter((call) => call.status < 300).length
}

test('marketing model: what has changed since it was shown is not sent, and neither is what expired or is not allowed', async () => {
  await using world = await startWorld()
  const { id, account, audience } = await open(world, 'mailchimp')
  const campaign = { name: 'One', subject: 'One', audienceId: audience.id, html: HTML }
  const draft = await account.campaigns.create(campaign)
  const prepare = async () => {
    const { id } = await account.campaigns.createSendRequest(draft.id)
    return [id, { approvalText: audience.name }] as const
  }

  const before = await prepare()
  await account.campaigns.update(draft.id, { html: `${HTML}<p>And a surprise.</p>` })
  await assert.rejects(world.client.sendRequests.approve(...before), { code: 'campaign_changed' })

  const few = await prepare()
  const { data } = Object.values(world.sandbox.world.mailchimp.accounts)[0] ?? {}
  const members = Object.values(data?.lists[audience.id]?.members ?? {})
  for (const member of members.slice(0, Math.ceil(members.length / 2))) member.status = 'unsubscribed'
  await assert.rejects(world.client.sendRequests.approve(...few), { code: 'campaign_changed' })

  const late = await prepare()
  world.advance(601)
  await assert.rejects(world.client.sendRequests.approve(...late), { code: 'send_request_expired' })
  await assert.rejects(world.client.sendRequests.approve('sreq_none', late[1]), {
    code: 'send_request_not_found',
  })

  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Another',
    scopes: ['campaigns:send'],
  })
  const other = new Letterlock({ url: world.server.url, secretKey: secret, maxRetries: 0 })
  const theirs = other.sendRequests.approve(...(await prepare()))
  await assert.rejects(theirs, { code: 'user_approval_required' }, 'prepared by another program')

  const withdrawn = await prepare()
  await world.client.connections.update(id, {
    permissions: {
      audiences: 'write',
      campaigns: 'write',
      reports: 'read',
      send: false,
    },
  })
  await assert.rejects(world.client.sendRequests.approve(...withdrawn), { code: 'permission_denied' })
  await assert.rejects(account.campaigns.createSendRequest(draft.id), { code: 'permission_denied' })
  await assert.rejects(account.campaigns.sendTestEmail(draft.id, { to: ['me@letters.example'] }), {
    code: 'permission_denied',
  })
  assert.equal((await account.campaigns.get(draft.id)).status, 'draft')
})
