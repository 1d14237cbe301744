import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connectControl } from '../src/control-client/index.ts'
import { createGrant } from '../src/constant-contact/grants.ts'
import { readFixtures, type Fixtures } from '../src/read-fixtures.ts'
import { resolveTime } from '../src/fixtures/resolve-time.ts'
import { issueGrant } from '../src/mailup/grants.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'
import { asList, at, readJson } from './specification/read-json.ts'

const ACCOUNT = `
      lists:
        - { id: LIST_ID, name: Readers, contacts: [
            { email: ann@mill.example, firstName: Ann, addedAt: -P3D, tags: [Miller] },
            { email: bob@mill.example, lastName: Bobson },
            { email: cat@mill.example, status: unsubscribed } ] }
        - { name: Empty }
      campaigns:
        - { id: CAMPAIGN_ID, name: First, subject: Hello, list: Readers, sentAt: -P2D, opened: [ann@mill.example, bob@mill.example], clicked: [bob@mill.example] }
        - { name: Next, list: Readers, scheduledAt: PT3H }
`
const accountWith = (list: string, campaign: string): string =>
  ACCOUNT.replace('LIST_ID', list).replace('CAMPAIGN_ID', campaign)

const LIST = 'aaaaaaaaaa'
const UUIDS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const

const FIXTURES = `# Comments are allowed.
now: 2027-01-10T12:00:00Z
mailchimp:
  apps: [{ clientId: "123456789012", clientSecret: s, redirectUri: http://127.0.0.1:9/callback }]
  users:
    - username: mia
      password: x
      accountName: Mia’s Mill
      dataCenter: us9
      apiKeys: [0123456789abcdef0123456789abcdef-us9]${accountWith(LIST, 'bbbbbbbbbb')}
mailup:
  users:
    - username: m7
      password: x
      company: Mill
      lists:
        - { id: 7, name: Readers, contacts: [{ email: ann@mill.example, tags: [Miller] }, { email: bob@mill.example }] }
      campaigns:
        - { id: 70, name: First, list: Readers, sentAt: -P2D, opened: [ann@mill.example], clicked: [bob@mill.example] }
constantContact:
  users:
    - username: mia@mill.example
      password: x${accountWith(...UUIDS)}
`

async function read(text: string): Promise<Fixtures> {
  const folder = await mkdtemp(join(tmpdir(), 'fixtures-'))
  try {
    await writeFile(join(folder, 'fixtures.yaml'), text)
    return readFixtures(join(folder, 'fixtures.yaml'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

function reader({ url }: Sandbox, base: string, token: string): (path: string) => Promise<unknown> {
  return async (path) =>
    readJson(await fetch(`${url}/${base}${path}`, { headers: { authorization: `Bearer ${token}` } }))
}

test('a fixture in YAML has lists, contacts, campaigns and reports, with times from now, before and after a reset', async () => {
  await using sandbox = await startSandbox({ fixtures: await read(FIXTURES), noLimits: true })
  for (const reset of [false, true]) {
    if (reset) await connectControl(sandbox.url).reset()
    const { world } = sandbox

    const mailchimp = reader(sandbox, 'us9.api.mailchimp.com/3.0', '0123456789abcdef0123456789abcdef-us9')
    const lists = asList(at(await mailchimp('/lists'), 'lists'))
    assert.deepEqual(
      lists.map((list) => [at(list, 'id') === LIST, at(list, 'name')]),
      [
        [true, 'Readers'],
        [false, 'Empty'],
      ],
    )
    const members = asList(at(await mailchimp(`/lists/${LIST}/members`), 'members'))
    assert.deepEqual(
      members.map((member) => [at(member, 'email_address'), at(member, 'status')]),
      [
        ['ann@mill.example', 'subscribed'],
        ['bob@mill.example', 'subscribed'],
        ['cat@mill.example', 'unsubscribed'],
      ],
    )
    assert.equal(String(at(members[0], 'timestamp_signup')).slice(0, 10), '2027-01-07')
    assert.equal(at(asList(at(members[0], 'tags'))[0], 'name'), 'Miller')
    const report = await mailchimp('/reports/bbbbbbbbbb')
    assert.equal(String(at(report, 'send_time')).slice(0, 10), '2027-01-08')
    assert.deepEqual(
      [at(report, 'opens.unique_opens'), at(report, 'clicks.unique_clicks'), at(report, 'emails_sent')],
      [2, 1, 3],
    )

    const mailup = reader(
      sandbox,
      'services.mailup.com/API/v1.1/Rest',
      issueGrant(world, { clientId: 'x', username: 'm7' }).accessToken,
    )
    const recipients = await mailup('/ConsoleService.svc/Console/List/7/Recipients/Subscribed')
    assert.equal(asList(at(recipients, 'Items')).length, 2)
    assert.equal(await mailup('/MailStatisticsService.svc/Message/70/Count/Views'), 2)
    assert.equal(await mailup('/MailStatisticsService.svc/Message/70/Count/Clicks'), 1)
    assert.equal(await mailup('/MailStatisticsService.svc/Message/70/Count/Bounces'), 0)

    const { clientId } = await connectControl(sandbox.url).provider('constant-contact').registerApp()
    const scope = 'contact_data campaign_data'
    const { access_token } = createGrant(world, { clientId, username: 'mia@mill.example', scope })
    const constantContact = reader(sandbox, 'api.cc.email/v3', access_token)
    assert.equal(at(await constantContact(`/contact_lists/${UUIDS[0]}`), 'name'), 'Readers')
    assert.equal(asList(at(await constantContact('/contacts?status=all'), 'contacts')).length, 3)
    const summary = await constantContact(`/reports/summary_reports/email_campaign_summaries`)
    const [first] = asList(at(summary, 'bulk_email_campaign_summaries'))
    assert.deepEqual([at(first, 'unique_counts.opens'), at(first, 'unique_counts.clicks')], [2, 1])
  }
})

test('what is wrong in a fixture is named with its place', async () => {
  const user =
    'mailchimp: { users: [{ username: a, password: x, accountName: A, dataCenter: us1, CONTENT }] }'
  await assert.rejects(
    read(user.replace('CONTENT', 'lists: [{ name: A, contacts: [{ email: no-address }] }]')),
    /\/mailchimp\/users\/0\/lists\/0\/contacts\/0\/email must match/,
  )
  await assert.rejects(
    read(user.replace('CONTENT', 'campaigns: [{ name: A, list: B, sentAt: yesterday }]')),
    /sentAt must match format "time"/,
  )
  await assert.rejects(read('mailchimp: [\n'), /fixtures\.yaml cannot be read/)
  const campaigns = [{ name: 'A', list: 'B' }]
  const cy = { username: 'cy', password: 'x', accountName: 'Cy’s', dataCenter: 'us1', campaigns } as const
  await assert.rejects(
    startSandbox({ fixtures: { mailchimp: { users: [cy] } } }),
    /campaign “A” names the list “B”, which is not there/,
  )
})

test('durations are those of ISO 8601', () => {
  const now = new Date('2027-01-10T12:00:00Z')
  const times = ['-P2D', 'PT3H', '+P1W', '-P1DT1H30M5S', '2026-05-05T05:05:05Z']
  assert.deepEqual(
    times.map((text) => resolveTime(text, now).toISOString()),
    [
      '2027-01-08T12:00:00.000Z',
      '2027-01-10T15:00:00.000Z',
      '2027-01-17T12:00:00.000Z',
      '2027-01-09T10:29:55.000Z',
      '2026-05-05T05:05:05.000Z',
    ],
  )
})
