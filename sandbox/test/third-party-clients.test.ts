import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { AuthorizationCode } from 'simple-oauth2'
import { startSandbox } from '../src/sandbox.ts'
import { ada } from '../src/sandbox-user.ts'
import { REDIRECT_URI, someApp, tokenFor } from './mailchimp-app.ts'

const require = createRequire(import.meta.url)

type Call = (...args: unknown[]) => Promise<Record<string, never>>

/** The provider's own SDK has no types. */
interface MailchimpSdk {
  basePath: string
  setConfig(config: { accessToken: string; server: string }): void
  ping: { get: Call }
  root: { getRoot: Call }
  lists: Record<string, Call>
  campaigns: Record<string, Call>
  reports: Record<string, Call>
  templates: Record<string, Call>
  searchMembers: { search: Call }
}

function sdkAt(url: string, accessToken: string): MailchimpSdk {
  const sdk = require('@mailchimp/mailchimp_marketing') as MailchimpSdk & {
    ApiClient: { instance: MailchimpSdk }
  }
  const client = sdk.ApiClient?.instance ?? sdk
  client.basePath = `${url}/server.api.mailchimp.com/3.0`
  sdk.setConfig({ accessToken, server: 'us21' })
  return sdk
}

test('simple-oauth2, a generic client, signs in', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const client = new AuthorizationCode({
    client: { id: app.clientId, secret: app.clientSecret },
    auth: {
      tokenHost: sandbox.url,
      tokenPath: '/login.mailchimp.com/oauth2/token',
      authorizePath: '/login.mailchimp.com/oauth2/authorize',
    },
    options: { authorizationMethod: 'body' },
  })
  const back = await ada().authorize(client.authorizeURL({ redirect_uri: REDIRECT_URI, state: 'x' }))
  const { token } = await client.getToken({
    code: back.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT_URI,
  })
  assert.match(String(token['access_token']), /^[0-9a-f]{32}$/)
})

test("Mailchimp's own SDK reads and writes audiences, campaigns and reports", async () => {
  await using sandbox = await startSandbox()
  const sdk = sdkAt(sandbox.url, await tokenFor(sandbox, someApp(sandbox)))
  assert.equal((await sdk.ping.get())['health_status'], "Everything's Chimpy!")
  assert.equal((await sdk.root.getRoot())['account_name'], 'Ada’s Bakery')

  const all = ((await sdk.lists['getAllLists']?.()) ?? assert.fail()) as unknown as Lists
  assert.equal(all.total_items, 2)
  const list = all.lists[0] ?? assert.fail()
  assert.ok(list.stats.open_rate > 1, 'lists report percentages')

  const email = 'new.contact@example.org'
  const added = await sdk.lists['addListMember']?.(list.id, {
    email_address: email,
    status: 'subscribed',
    merge_fields: { FNAME: 'New' },
    tags: ['Fresh'],
  })
  assert.equal(added?.['email_address'], email)
  assert.deepEqual(
    (added?.['tags'] as { name: string }[] | undefined)?.map(({ name }) => name),
    ['Fresh'],
  )
  await assert.rejects(
    sdk.lists['addListMember']?.(list.id, { email_address: email, status: 'subscribed' }) ?? assert.fail(),
    (error: { response: { body: { title: string } } }) => error.response.body.title === 'Member Exists',
  )
  const put = await sdk.lists['setListMember']?.(list.id, email, {
    email_address: email,
    status_if_new: 'subscribed',
    vip: true,
  })
  assert.equal(put?.['vip'], true)
  await sdk.lists['updateListMemberTags']?.(list.id, added?.['id'], {
    tags: [{ name: 'Fresh', status: 'inactive' }],
  })
  const tags = await sdk.lists['getListMemberTags']?.(list.id, added?.['id'])
  assert.equal(tags?.['total_items'], 0)
  const found = (await sdk.searchMembers.search(email)) as unknown as {
    exact_matches: { total_items: number }
  }
  assert.equal(found.exact_matches.total_items, 1)

  const batch = await sdk.lists['batchListMembers']?.(list.id, {
    members: [{ email_address: 'b1@example.org', status: 'subscribed' }, { email_address: 'not an address' }],
  })
  assert.deepEqual([batch?.['total_created'], batch?.['error_count']], [1, 1])

  const campaign = await sdk.campaigns['create']?.({
    type: 'regular',
    recipients: { list_id: list.id },
    settings: { subject_line: 'Hello', title: 'Hello', from_name: 'Ada', reply_to: 'ada@example.com' },
  })
  const id = campaign?.['id']
  await assert.rejects(sdk.campaigns['send']?.(id) ?? assert.fail(), { status: 400 })
  await sdk.campaigns['setContent']?.(id, { html: '<p>Hi <a href="https://example.com/">there</a></p>' })
  assert.equal((await sdk.campaigns['getSendChecklist']?.(id))?.['is_ready'], true)
  await sdk.campaigns['sendTestEmail']?.(id, { test_emails: ['ada@example.com'], send_type: 'html' })
  await assert.rejects(
    sdk.campaigns['schedule']?.(id, { schedule_time: '2099-01-01T10:07:00Z' }) ?? assert.fail(),
  )
  await sdk.campaigns['schedule']?.(id, { schedule_time: '2099-01-01T10:15:00Z' })
  await sdk.campaigns['unschedule']?.(id)
  await sdk.campaigns['send']?.(id)
  assert.equal((await sdk.campaigns['get']?.(id))?.['status'], 'sent')

  const report = (await sdk.reports['getCampaignReport']?.(id)) as unknown as Report
  assert.ok(report.opens.open_rate > 0 && report.opens.open_rate < 1, 'reports give fractions')
  const opened = await sdk.reports['getCampaignOpenDetails']?.(id)
  assert.equal(opened?.['total_opens'], report.opens.opens_total)
  const sentTo = await sdk.reports['getCampaignRecipients']?.(id, { count: 1000 })
  assert.equal(sentTo?.['total_items'], report.emails_sent)
  assert.ok(((await sdk.templates['list']?.())?.['total_items'] ?? 0) > 0)
})

interface Lists {
  lists: { id: string; stats: { open_rate: number } }[]
  total_items: number
}
interface Report {
  emails_sent: number
  opens: { open_rate: number; opens_total: number }
}
