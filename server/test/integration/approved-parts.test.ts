import type { ConnectedAccount, Letterlock } from '@letterlock/sdk'
import { anotherWorkspace } from '@letterlock/testing/another-workspace.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { addOAuthApp, errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* A person approves the whole of what goes out, and what cannot be shown whole is not approved. */

/** The same account in another workspace: a change through it is one that was made elsewhere. */
async function elsewhere(world: TestWorld, provider: string) {
  const client = await anotherWorkspace(world)
  const { server, sandbox } = world
  const target = { client, server, addOAuthApp: () => addOAuthApp({ client, server, sandbox }, provider) }
  const { id } = await connectWithAllPermissions(target, { provider })
  return (method: string, path: string, body?: object) => forward(client, id, method, path, body)
}

async function forward(client: Letterlock, id: string, method: string, path: string, body?: object) {
  const response = await callProxy(client, id, method, path, {
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  assert.ok(response.ok, text)
  return (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>
}

async function open(world: TestWorld, provider: string) {
  const { id } = await connectWithAllPermissions(world, { provider })
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  return { id, account, audienceId: audience?.id ?? '' }
}

const draft = (account: ConnectedAccount, audienceId: string) =>
  account.campaigns.create({ name: 'Rye', subject: 'Rye', html: '<p>good</p>', audienceId })

async function blockersOf(account: ConnectedAccount, campaignId: string): Promise<string> {
  const { blockers } = await account.campaigns.check(campaignId)
  assert.equal(await errorCodeOf(account.campaigns.createSendRequest(campaignId)), 'campaign_not_ready')
  return blockers.join()
}

test('mailchimp: preview text and plain text are shown, and compared', async () => {
  await using world = await startWorld()
  const { account, audienceId } = await open(world, 'mailchimp')
  const { id } = await draft(account, audienceId)
  const change = await elsewhere(world, 'mailchimp')
  const settings = { subject_line: 'Rye', preview_text: 'and warm' }
  await change('PATCH', `/3.0/campaigns/${id}`, { settings })
  await change('PUT', `/3.0/campaigns/${id}/content`, { html: '<p>good</p>', plain_text: 'good, in text' })
  for (const [method, path, body] of [
    ['PATCH', '', { settings: { ...settings, preview_text: 'EVIL' } }],
    ['PUT', '/content', { html: '<p>good</p>', plain_text: 'EVIL' }],
    ['PATCH', '', { settings: { ...settings, auto_footer: true } }],
  ] as const) {
    const request = await account.campaigns.createSendRequest(id)
    assert.ok(request.previewText !== null && request.plainText !== null)
    await change(method, `/3.0/campaigns/${id}${path}`, body)
    const approval = world.client.sendRequests.approve(request.id, { approvalText: request.approvalText })
    assert.equal(await errorCodeOf(approval), 'campaign_changed', JSON.stringify(body))
  }
  const { previewText, plainText } = await account.campaigns.createSendRequest(id)
  assert.deepEqual([previewText, plainText], ['and warm', 'EVIL'])
})

test('mailchimp: a test of several emails, and conditions that are saved as no segment, are not approved', async () => {
  await using world = await startWorld()
  const { id: connectionId, account, audienceId } = await open(world, 'mailchimp')
  const create = (body: object) => forward(world.client, connectionId, 'POST', '/3.0/campaigns', body)
  const settings = { title: 'Rye', subject_line: 'Rye', from_name: 'Ada', reply_to: 'ada@bakery.example' }
  const test = await create({
    type: 'variate',
    recipients: { list_id: audienceId },
    settings,
    variate_settings: { winner_criteria: 'opens', subject_lines: ['Rye', 'EVIL'] },
  })
  assert.match(await blockersOf(account, String(test['id'])), /more than one email/)
  const conditions = [{ condition_type: 'TextMerge', field: 'FNAME', op: 'is', value: 'Ada' }]
  const narrowed = await create({
    type: 'regular',
    recipients: { list_id: audienceId, segment_opts: { match: 'all', conditions } },
    settings,
  })
  assert.match(await blockersOf(account, String(narrowed['id'])), /conditions of its own/)
})

test('constant-contact: the preheader is shown, and compared; a test of two subjects is not approved', async () => {
  await using world = await startWorld()
  const { account, audienceId } = await open(world, 'constant-contact')
  const { id } = await draft(account, audienceId)
  const change = await elsewhere(world, 'constant-contact')
  const { campaign_activities: activities } = await change('GET', `/v3/emails/${id}`)
  const [{ campaign_activity_id: activityId } = assert.fail()] = activities as {
    campaign_activity_id: string
  }[]
  const path = `/v3/emails/activities/${activityId}`
  const activity = await change('GET', path)
  await change('PUT', path, { ...activity, preheader: 'and warm' })
  const request = await account.campaigns.createSendRequest(id)
  assert.equal(request.previewText, 'and warm')
  await change('PUT', path, { ...activity, preheader: 'EVIL' })
  const approval = world.client.sendRequests.approve(request.id, { approvalText: request.approvalText })
  assert.equal(await errorCodeOf(approval), 'campaign_changed')
  await change('POST', `${path}/abtest`, {
    alternative_subject: 'EVIL',
    test_size: 50,
    winner_wait_duration: 6,
  })
  assert.match(await blockersOf(account, id), /more than one email/)
})

test('where links lead and what only Outlook shows is in a send request; what cannot be listed is not approved', async () => {
  await using world = await startWorld()
  const { account, audienceId } = await open(world, 'mailup')
  const create = (html: string) => account.campaigns.create({ name: 'Rye', subject: 'Rye', html, audienceId })
  const { id } = await create(
    '<a href=" //shop.example/rye">Order</a><a href="https://bаkery.example"><img src="https://cdn.example/p.png"></a><form action="https://shop.example"></form><!--[if mso]><p>Pay</p><![endif]-->',
  )
  const { linkHosts, linkHostCount, outlookText } = await account.campaigns.createSendRequest(id)
  assert.deepEqual(linkHosts, ['shop.example', 'xn--bkery-4ve.example'])
  assert.equal(linkHostCount, 2)
  assert.equal(outlookText, 'Pay')
  const hidden = await create('<a href="'.repeat(2000))
  assert.match(await blockersOf(account, hidden.id), /links cannot be listed/)
})
