import { createLetterlock } from '@letterlock/client'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectTo, PLATFORMS } from './support/platforms.ts'
import { startWorld, type TestWorld } from './support/world.ts'

const EVERYTHING = { audiences: 'write', campaigns: 'write', reports: 'read', send: true } as const
const HTML = '<p>Fresh rye <a href="https://bakery.example/rye">today</a>.</p>'

async function open(world: TestWorld, provider: string, username: string) {
  const id = await connectTo(world, provider, username)
  await world.client.setAccess(id, EVERYTHING)
  const account = world.client.account(id)
  const { capabilities } = await account.read()
  const audiences = (await account.audiences()).items
  const [audience] = audiences
  assert.ok(audience)
  return { id, account, capabilities, audience }
}

for (const [provider, username] of PLATFORMS) {
  test(`marketing model, ${provider}: contacts are added, changed, tagged, unsubscribed, and left alone`, async () => {
    await using world = await startWorld()
    const { account, capabilities, audience } = await open(world, provider, username)
    const { fields } = await account.audience(audience.id)
    const [field = ''] = fields
    const email = 'nora.new@letters.example'
    const somebody = { email, audience: audience.id, fields: { [field]: 'Nora' } }

    if (capabilities.confirmsContacts) {
      const pending = await account.saveContact({ ...somebody, status: 'pending' })
      assert.deepEqual([pending.status, pending.created, pending.fields[field]], ['pending', true, 'Nora'])
    } else {
      const refused = account.saveContact({ ...somebody, status: 'pending' })
      await assert.rejects(refused, { code: 'capability_missing' })
      const added = await account.saveContact({ ...somebody, status: 'subscribed' })
      assert.deepEqual([added.status, added.created], ['subscribed', true])
    }
    const again = await account.saveContact({
      ...somebody,
      status: 'subscribed',
      fields: { [field]: 'Eleonora' },
    })
    assert.equal(again.created, false)
    assert.equal(again.fields[field], 'Eleonora')
    const status = capabilities.confirmsContacts ? 'pending' : 'subscribed'
    assert.equal(again.status, status, 'who is there keeps their status')
    const unknown = account.saveContact({ ...somebody, status: 'subscribed', fields: { Shoe: '43' } })
    await assert.rejects(unknown, { code: 'field_unknown' })

    const at = { audience: audience.id }
    if (capabilities.tags) {
      const tagged = await account.tagContact(email, { add: ['VIP', 'Rye'] }, at)
      assert.deepEqual(tagged.tags?.toSorted(), ['Rye', 'VIP'])
      assert.deepEqual((await account.tagContact(email, { remove: ['VIP'] }, at)).tags, ['Rye'])
      await assert.rejects(account.tagContact(email, {}, at), { code: 'invalid_request' })
    } else
      await assert.rejects(account.tagContact(email, { add: ['VIP'] }, at), { code: 'capability_missing' })

    const left = await account.unsubscribe(email, at)
    assert.equal(left.status, 'unsubscribed')
    assert.equal(left.fields[field], 'Eleonora', 'nothing else of them is lost')
    for (const wanted of ['pending', 'subscribed'] as const)
      await assert.rejects(account.saveContact({ ...somebody, status: wanted }), {
        code: 'contact_unsubscribed',
      })
    assert.equal((await account.contact(email, at)).status, 'unsubscribed')

    const { items } = await world.client.listEvents({ type: 'contact' })
    assert.ok(items.every(({ data }) => !JSON.stringify(data).includes(email)))
    assert.ok(items.some(({ type }) => type === 'contact.unsubscribed'))
  })

  test(`marketing model, ${provider}: a campaign is drafted, changed, tested, scheduled, taken back, sent once`, async () => {
    await using world = await startWorld()
    const { account, capabilities, audience } = await open(world, provider, username)
    const draft = await account.createCampaign({
      name: 'Rye week',
      subject: 'Rye is here',
      audience: audience.id,
      html: HTML,
    })
    assert.deepEqual([draft.status, draft.name, draft.subject], ['draft', 'Rye week', 'Rye is here'])
    assert.deepEqual(draft.audiences, [audience.id])
    if (capabilities.campaignSender) assert.match(draft.fromEmail ?? '', /@/)
    assert.equal((await account.content(draft.id)).html, HTML)
    const changed = await account.updateCampaign(draft.id, { subject: 'Rye, at last' })
    assert.equal(changed.subject, 'Rye, at last')
    assert.equal(changed.name, 'Rye week')
    assert.equal((await account.content(draft.id)).html, HTML, 'what was left out stays')
    await assert.rejects(account.updateCampaign(draft.id, {}), { code: 'invalid_request' })
    await account.testCampaign(draft.id, ['me@letters.example'])

    const check = await account.check(draft.id)
    assert.deepEqual([check.audienceNames, check.problems], [[audience.name], []])
    assert.ok((check.recipients ?? 0) > 10)

    const tomorrow = new Date(world.sandbox.world.clock.now().getTime() + 86_400_000)
    tomorrow.setUTCMinutes(30, 0, 0)
    const wrongTime = account.prepareSending(draft.id, { sendAt: '2020-01-01T00:00:00Z' })
    await assert.rejects(wrongTime, { code: 'sending_time_refused' })
    const timed = await account.prepareSending(draft.id, { sendAt: tomorrow.toISOString() })
    const confirmation = { confirmation: timed.confirmation, audienceName: audience.name }
    assert.equal((await account.confirmSending(confirmation)).status, 'scheduled')
    await assert.rejects(account.updateCampaign(draft.id, { subject: 'x' }), { code: 'campaign_not_draft' })
    world.advance(31)
    assert.equal((await account.unschedule(draft.id)).status, 'draft')
    await assert.rejects(account.unschedule(draft.id), { code: 'campaign_not_scheduled' })
    // The confirmation was for a sending that was taken back.
    await assert.rejects(account.confirmSending(confirmation), { code: 'confirmation_used' })

    world.sandbox.world.calls.clear()
    const now = await account.prepareSending(draft.id)
    const sending = { confirmation: now.confirmation, audienceName: audience.name }
    await assert.rejects(account.confirmSending({ ...sending, audienceName: 'Everybody' }), {
      code: 'confirmation_refused',
    })
    const answers = await Promise.allSettled([
      account.confirmSending(sending),
      account.confirmSending(sending),
    ])
    assert.ok(answers.some(({ status }) => status === 'fulfilled'))
    assert.match((await account.confirmSending(sending)).status, /^(sent|sending)$/, 'again: told, not sent')
    assert.equal(sendings(world), 1)
    const { sent } = await account.report(draft.id)
    assert.equal(sent, check.recipients)
    const { items } = await world.client.listEvents({ type: 'campaign' })
    assert.equal(items.filter(({ type }) => type === 'campaign.sent').length, 1)
  })
}

/** How often any platform was asked to send now. */
function sendings(world: TestWorld): number {
  return world.sandbox.world.calls
    .list({})
    .filter(
      ({ method, path }) =>
        method === 'POST' && /(actions\/send|\/schedules|\/Email\/\d+\/Send)$/.test(path.split('?')[0] ?? ''),
    )
    .filter((call) => call.status < 300).length
}

test('marketing model: what has changed since it was shown is not sent, and neither is what expired or is not allowed', async () => {
  await using world = await startWorld()
  const { id, account, audience } = await open(world, 'mailchimp', 'ada')
  const campaign = { name: 'One', subject: 'One', audience: audience.id, html: HTML }
  const draft = await account.createCampaign(campaign)
  const prepare = async () => {
    const { confirmation } = await account.prepareSending(draft.id)
    return { confirmation, audienceName: audience.name }
  }

  const before = await prepare()
  await account.updateCampaign(draft.id, { html: `${HTML}<p>And a surprise.</p>` })
  await assert.rejects(account.confirmSending(before), { code: 'campaign_changed' })

  const few = await prepare()
  const { data } = Object.values(world.sandbox.world.mailchimp.accounts)[0] ?? {}
  const members = Object.values(data?.lists[audience.id]?.members ?? {})
  for (const member of members.slice(0, Math.ceil(members.length / 2))) member.status = 'unsubscribed'
  await assert.rejects(account.confirmSending(few), { code: 'campaign_changed' })

  const late = await prepare()
  world.advance(601)
  await assert.rejects(account.confirmSending(late), { code: 'confirmation_expired' })
  await assert.rejects(account.confirmSending({ ...late, confirmation: 'made-up' }), {
    code: 'confirmation_unknown',
  })

  const { secret = '' } = await world.client.createKey({ name: 'Another', rights: ['campaigns.send'] })
  const other = createLetterlock({ url: world.hub.url, secretKey: secret }).account(id)
  const theirs = other.confirmSending(await prepare())
  await assert.rejects(theirs, { code: 'confirmation_unknown' }, 'prepared by another program')

  const withdrawn = await prepare()
  await world.client.setAccess(id, { audiences: 'write', campaigns: 'write', reports: 'read', send: false })
  await assert.rejects(account.confirmSending(withdrawn), { code: 'access_not_allowed' })
  await assert.rejects(account.prepareSending(draft.id), { code: 'access_not_allowed' })
  await assert.rejects(account.testCampaign(draft.id, ['me@letters.example']), { code: 'access_not_allowed' })
  assert.equal((await account.campaign(draft.id)).status, 'draft')
})
