import { Letterlock } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { draftToSegment, type Draft } from '@letterlock/testing/draft-to-segment.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* Forwarded writes ask what the model's own writes ask: what waits for a person or for its time stays as it was approved. */

const CONSOLE = '/ConsoleService.svc/Console'

/** Writes as each provider takes them. */
interface Writes {
  /** To the campaign; with `anything`, its path does not say which. */
  readonly campaign: readonly Write[]
  readonly segment: readonly Write[]
  /** Who is in the segment. */
  readonly membership: readonly Write[]
  readonly anything: readonly Write[]
  /** What must go on. */
  readonly others: readonly Write[]
  readonly unschedule: readonly Write[]
}

/** A text is sent as it is. */
type Write = readonly [method: string, path: string, body?: object | string]

interface Named {
  readonly campaignId: string
  readonly audienceId: string
  readonly segmentId: string
  /** Of a campaign at Constant Contact: its email. */
  readonly activityId: string
}

/** An email shows them only by its merge tags. */
const fieldsAtMailchimp = (audienceId: string): Write[] => [
  ['PATCH', `/3.0/lists/${audienceId}/merge-fields/1`, { name: 'First name', default_value: 'EVIL' }],
  ['PATCH', `/3.0/lists/${audienceId}/merge-fields/1`, { default_value: 'EVIL', tag: 'EVIL' }],
  ['PATCH', `/3.0/lists/${audienceId}/merge-fields/1`, { options: { choices: ['EVIL'] } }],
  ['POST', `/3.0/lists/${audienceId}/merge-fields`, { tag: 'PROMO', name: 'Promo', type: 'text' }],
  ['POST', `/3.0/lists/${audienceId}/merge-fields`, { name: 'Promo', type: 'text' }],
  ['PATCH', `/3.0/lists/${audienceId}/interest-categories/0a1b2c3d4e`, { title: 'EVIL' }],
  ['PATCH', `/3.0/lists/${audienceId}/interest-categories/0a1b2c3d4e/interests/9f8e7d6c5b`, { name: 'EVIL' }],
  ['DELETE', `/3.0/lists/${audienceId}/interest-categories/0a1b2c3d4e`],
  ['DELETE', `/3.0/lists/${audienceId}/merge-fields/1`],
]

const FIELDS_AT_CONSTANT_CONTACT: readonly Write[] = [
  [
    'PUT',
    '/v3/contact_custom_fields/11111111-1111-4111-8111-111111111111',
    { label: 'EVIL', type: 'string' },
  ],
  ['DELETE', '/v3/contact_custom_fields/11111111-1111-4111-8111-111111111111'],
  [
    'POST',
    '/v3/activities/custom_fields_delete',
    { custom_field_ids: ['11111111-1111-4111-8111-111111111111'] },
  ],
]

const WRITES: Readonly<Record<string, (named: Named) => Writes>> = {
  mailchimp: ({ campaignId, audienceId, segmentId }) => ({
    campaign: [
      ['PATCH', `/3.0/campaigns/${campaignId}`, { settings: { subject_line: 'EVIL' } }],
      ['PATCH', `/3.0/campaigns/${campaignId.toUpperCase()}`, { settings: { subject_line: 'EVIL' } }],
      ['PUT', `/3.0/campaigns/${campaignId}/content`, { html: '<p>EVIL</p>' }],
      ['DELETE', `/3.0/campaigns/${campaignId}`],
    ],
    segment: [
      ['PATCH', `/3.0/lists/${audienceId}/segments/${segmentId}`, { name: 'Milano' }],
      ['DELETE', `/3.0/lists/${audienceId}/segments/00${segmentId}`],
    ],
    membership: [
      ['POST', `/3.0/lists/${audienceId}/segments/${segmentId}`, { members_to_add: ['eve@evil.example'] }],
    ],
    anything: [
      ['POST', '/3.0/batches', { operations: [{ method: 'PUT', path: `/campaigns/${campaignId}/content` }] }],
      ['POST', '/3.0/batches', { operations: [{ method: 'PUT', path: '/unheard-of' }] }],
      ['POST', '/3.0/batches', '{"operations":[{"method":"DELETE","path":"/unheard-of"}],"operations":[]}'],
      // What merge tags show.
      ['PATCH', `/3.0/lists/${audienceId}`, { permission_reminder: 'EVIL' }],
    ],
    others: [
      ['POST', '/3.0/campaigns', { type: 'regular' }],
      ['PATCH', '/3.0/campaigns/ffffffffff', { settings: { title: 'Other' } }],
      [
        'POST',
        `/3.0/lists/${audienceId}/members`,
        { email_address: 'new@milano.example', status: 'subscribed' },
      ],
      ['DELETE', `/3.0/lists/${audienceId}/members/0123456789abcdef0123456789abcdef`],
      ['PATCH', `/3.0/lists/${audienceId}/segments/999`, { name: 'Other' }],
      ['PATCH', `/3.0/lists/${audienceId}/merge-fields/1`, { name: 'First name', required: true }],
      ['PATCH', '/3.0/lists/0123456789/merge-fields/1', { default_value: 'Other' }],
      ...fieldsAtMailchimp(audienceId),
      ['DELETE', '/3.0/lists/0123456789'],
      [
        'POST',
        '/3.0/batches',
        {
          operations: [
            { method: 'GET', path: `/campaigns/${campaignId}` },
            { method: 'PATCH', path: '/campaigns/ffffffffff', body: '{"settings":{}}' },
            { method: 'PATCH', path: `/lists/${audienceId}/members/0123456789abcdef0123456789abcdef` },
          ],
        },
      ],
    ],
    unschedule: [['POST', `/3.0/campaigns/${campaignId}/actions/unschedule`]],
  }),
  mailup: ({ campaignId, audienceId, segmentId }) => {
    const [list, message] = campaignId.split('-')
    const path = `${CONSOLE}/List/${list}/Email/${message}`
    return {
      campaign: [
        ['PUT', path, { Subject: 'EVIL', Content: '<p>EVIL</p>', Notes: '' }],
        ['PUT', path.replace('/Email/', '/Email/0'), { Subject: 'EVIL', Content: '<p>EVIL</p>', Notes: '' }],
      ],
      segment: [['PUT', `${CONSOLE}/List/${audienceId}/Group/${segmentId}`, { Name: 'Milano', Notes: '' }]],
      membership: [['POST', `${CONSOLE}/Group/${segmentId}/Subscribe/1`]],
      anything: [['PUT', `${CONSOLE}/List/${audienceId}`, { Name: 'EVIL' }]],
      others: [
        ['POST', `${CONSOLE}/List/${audienceId}/Recipient`, { Email: 'new@milano.example' }],
        ['PUT', `${CONSOLE}/List/999999`, { Name: 'Other' }],
        ['PUT', `${CONSOLE}/List/${list}/Email/999999`, { Subject: 'Other', Content: '', Notes: '' }],
      ],
      unschedule: [],
    }
  },
  'constant-contact': ({ campaignId, segmentId, activityId }) => ({
    campaign: [
      ['PATCH', `/v3/emails/${campaignId.toUpperCase()}`, { name: 'EVIL' }],
      ['PUT', `/v3/emails/activities/${activityId.toUpperCase()}`, { subject: 'EVIL' }],
    ],
    segment: [
      ['PUT', `/v3/contact_lists/${segmentId}`, { name: 'Segment: Milano' }],
      [
        'POST',
        '/v3/activities/list_delete',
        { list_ids: ['11111111-1111-4111-8111-111111111111', segmentId] },
      ],
    ],
    membership: [
      [
        'POST',
        '/v3/activities/add_list_memberships',
        { source: { all_active_contacts: true }, list_ids: [segmentId] },
      ],
      [
        'POST',
        '/v3/contacts/sign_up_form',
        { email_address: 'eve@evil.example', list_memberships: [segmentId] },
      ],
    ],
    anything: [['POST', '/v3/activities/list_delete', '']],
    others: [
      ['POST', '/v3/contact_lists', { name: 'Other' }],
      ['PATCH', '/v3/emails/11111111-1111-4111-8111-111111111111', { name: 'Other' }],
      ['PUT', '/v3/emails/activities/11111111-1111-4111-8111-111111111111', { subject: 'Other' }],
      ['POST', '/v3/activities/list_delete', { list_ids: ['11111111-1111-4111-8111-111111111111'] }],
      ...FIELDS_AT_CONSTANT_CONTACT,
      [
        'POST',
        '/v3/contacts',
        { email_address: { address: 'new@milano.example' }, create_source: 'Account' },
      ],
      [
        'POST',
        '/v3/contacts/sign_up_form',
        { email_address: 'ben@milano.example', list_memberships: ['11111111-1111-4111-8111-111111111111'] },
      ],
    ],
    unschedule: [],
  }),
}

async function activityOf(world: TestWorld, { connectionId, campaignId }: Draft): Promise<string> {
  const response = await callProxy(world.client, connectionId, 'GET', `/v3/emails/${campaignId}`)
  const { campaign_activities: activities } = (await response.json()) as {
    campaign_activities: { campaign_activity_id: string; role: string }[]
  }
  return activities.find(({ role }) => role === 'primary_email')?.campaign_activity_id ?? assert.fail()
}

async function open(world: TestWorld, provider: string, html?: string) {
  const emails = ['anna', 'bruno'].map((name) => `${name}@bologna.example`)
  const draft = await draftToSegment(world, { provider, emails, ...(html !== undefined && { html }) })
  const { connectionId, account, campaignId } = draft
  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Forwards',
    scopes: ['connections:read', 'proxy:use', 'campaigns:send'],
  })
  const activityId = provider === 'constant-contact' ? await activityOf(world, draft) : ''
  // The same account, connected once more.
  const other = await connectWithAllPermissions(world, { provider, endUserId: 'user-2' })
  return {
    account,
    connectionIds: [connectionId, other.id],
    campaignId,
    audienceId: draft.audienceId,
    writes: WRITES[provider]?.({ ...draft, activityId }) ?? assert.fail(provider),
    forwarding: new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 }),
  }
}

/** Letterlock's own code, or that the provider has answered. */
async function codesOf(
  { forwarding, connectionIds }: Pick<Awaited<ReturnType<typeof open>>, 'forwarding' | 'connectionIds'>,
  writes: readonly Write[],
): Promise<string[]> {
  const codes: string[] = []
  for (const id of connectionIds)
    for (const [method, path, body] of writes) {
      const response = await callProxy(forwarding, id, method, path, {
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const { code } = (await response.json().catch(() => ({}))) as { code?: string }
      codes.push(response.status === 409 && code !== undefined ? code : 'answered')
    }
  return codes
}

const only = (codes: readonly string[], code: string): void =>
  assert.deepEqual(
    codes,
    codes.map(() => code),
  )

for (const provider of Object.keys(WRITES)) {
  test(`${provider}: while a request waits, no forwarded write changes its campaign or whom it goes to`, async () => {
    await using world = await startWorld()
    const opened = await open(world, provider)
    const { campaign, segment, membership, anything, others } = opened.writes
    const request = await opened.account.campaigns.createSendRequest(opened.campaignId)
    only(await codesOf(opened, [...campaign, ...anything]), 'campaign_in_use')
    only(await codesOf(opened, [...segment, ...membership]), 'segment_in_use')
    only(await codesOf(opened, others), 'answered')
    await world.client.sendRequests.decline(request.id)
    only(await codesOf(opened, [...campaign, ...segment, ...membership, ...anything]), 'answered')
  })

  test(`${provider}: what is scheduled is not changed by forwarded writes until it is unscheduled; contacts come and go`, async () => {
    await using world = await startWorld()
    const opened = await open(world, provider)
    const { account, campaignId } = opened
    const { campaign, segment, membership, anything, others, unschedule } = opened.writes
    const tomorrow = new Date(world.sandbox.world.clock.now().getTime() + 86_400_000)
    tomorrow.setUTCMinutes(30, 0, 0)
    const { id, approvalText } = await account.campaigns.createSendRequest(campaignId, {
      scheduledAt: tomorrow.toISOString(),
    })
    assert.equal((await world.client.sendRequests.approve(id, { approvalText })).status, 'scheduled')
    world.advance(3600)
    only(await codesOf(opened, [...campaign, ...anything]), 'campaign_in_use')
    only(await codesOf(opened, segment), 'segment_in_use')
    only(await codesOf(opened, [...others, ...membership]), 'answered')
    const connectionIds = opened.connectionIds.slice(0, 1)
    if (unschedule.length > 0) only(await codesOf({ ...opened, connectionIds }, unschedule), 'answered')
    else await account.campaigns.unschedule(campaignId)
    assert.equal((await account.campaigns.get(campaignId)).status, 'draft')
    only(await codesOf(opened, [...campaign, ...segment, ...anything]), 'answered')
  })
}

const SHOWN = [
  {
    provider: 'mailchimp',
    html: '<p>*|IF:PROMO|*<a href="https://bakery.example/*%7CPROMO%7C*">Rye</a>*|END:IF|* *|INTERESTED:Bread:Rye|*</p>',
    fields: fieldsAtMailchimp,
    others: (audienceId: string): Write[] => [
      ['POST', `/3.0/lists/${audienceId}/merge-fields`, { tag: 'CITY', name: 'City', type: 'text' }],
      ['PATCH', `/3.0/lists/${audienceId}/interest-categories/0a1b2c3d4e`, { display_order: 2 }],
      ['PATCH', '/3.0/lists/0123456789/interest-categories/0a1b2c3d4e', { title: 'Other' }],
      [
        'PATCH',
        `/3.0/lists/${audienceId}/members/0123456789abcdef0123456789abcdef`,
        { interests: { a: true } },
      ],
    ],
  },
  {
    provider: 'constant-contact',
    html: '<p>[[CUSTOM.city OR "there"]] [[trackingImage]]</p>',
    fields: () => FIELDS_AT_CONSTANT_CONTACT,
    others: (): Write[] => [['POST', '/v3/contact_custom_fields', { label: 'Bread', type: 'string' }]],
  },
] as const

for (const { provider, html, fields, others } of SHOWN)
  test(`${provider}: a field that the email shows stays as it is while the campaign waits; others may change`, async () => {
    await using world = await startWorld()
    const opened = await open(world, provider, html)
    await opened.account.campaigns.createSendRequest(opened.campaignId)
    only(await codesOf(opened, fields(opened.audienceId)), 'campaign_in_use')
    only(await codesOf(opened, others(opened.audienceId)), 'answered')
  })

test('mailchimp: merge tags of the provider’s own are no fields; a new field without a tag is told to have one', async () => {
  await using world = await startWorld()
  const html =
    '<p>*|LIST:COMPANY|* *|CURRENT_YEAR|* *|IF:REWARDS|*Rye*|END:IF|* <a href="*|UNSUB|*">Leave</a></p>'
  const opened = await open(world, 'mailchimp', html)
  const { account, audienceId, forwarding, connectionIds } = opened
  await account.campaigns.createSendRequest(opened.campaignId)
  const changes = fieldsAtMailchimp(audienceId)
  only(await codesOf(opened, changes), 'answered')
  const shown = await account.campaigns.copy(opened.campaignId, { name: 'Market day' })
  await account.campaigns.update(shown.id, { html: '<p>Hello *|CITY|*</p>' })
  await account.campaigns.createSendRequest(shown.id)
  only(
    await codesOf(
      opened,
      changes.filter(
        ([, path, body]) => path.includes('merge-fields') && !(JSON.stringify(body) ?? '').includes('PROMO'),
      ),
    ),
    'campaign_in_use',
  )
  const [connectionId = ''] = connectionIds
  const response = await callProxy(
    forwarding,
    connectionId,
    'POST',
    `/3.0/lists/${audienceId}/merge-fields`,
    {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'City', type: 'text' }),
    },
  )
  const { nextStep } = (await response.json()) as { nextStep: string }
  assert.match(nextStep, /Give a new field a tag/)
})

/** How a whole contact is written, as it is and in these lists. */
const WHOLE_CONTACT: Readonly<
  Record<string, (contact: { id: string; email: string }, lists: string[]) => Write>
> = {
  'constant-contact': ({ id, email }, lists) => [
    'PUT',
    `/v3/contacts/${id}`,
    {
      email_address: { address: email, permission_to_send: 'implicit' },
      update_source: 'Account',
      first_name: 'Anna',
      list_memberships: lists,
    },
  ],
  'constant-contact-v2': ({ id, email }, lists) => [
    'PUT',
    `/v2/contacts/${id}?action_by=ACTION_BY_OWNER`,
    {
      email_addresses: [{ email_address: email }],
      first_name: 'Anna',
      lists: lists.map((list) => ({ id: list })),
    },
  ],
}

for (const [provider, write] of Object.entries(WHOLE_CONTACT))
  test(`${provider}: a contact is changed while its list waits, also where all its lists are named; none is added`, async () => {
    await using world = await startWorld()
    const emails = ['anna@bologna.example', 'bruno@bologna.example']
    const draft = await draftToSegment(world, { provider, emails })
    const { account, connectionId, audienceId, segmentId, campaignId } = draft
    const add = (email: string, list: string) =>
      account.contacts.upsert({ email, audienceId: list, status: 'subscribed', fields: {} })
    const anna = await account.contacts.get('anna@bologna.example')
    const eve = await add('eve@evil.example', audienceId)
    const bruno = await account.contacts.get('bruno@bologna.example')
    await account.contacts.unsubscribe('bruno@bologna.example')
    await account.campaigns.createSendRequest(campaignId)
    const forwarding = { forwarding: world.client, connectionIds: [connectionId] }
    const codeOf = async (contact: { id: string; email: string }) =>
      codesOf(forwarding, [write(contact, [audienceId, segmentId])])
    assert.deepEqual(await codeOf(anna), ['answered'])
    assert.equal((await account.contacts.get(anna.id)).fields['first_name'], 'Anna')
    assert.deepEqual([await codeOf(eve), await codeOf(bruno)], [['segment_in_use'], ['segment_in_use']])
    assert.equal(await errorCodeOf(add('anna@bologna.example', segmentId)), 'no error')
    assert.equal(await errorCodeOf(add('eve@evil.example', segmentId)), 'segment_in_use')
  })

test('what has gone out is asked for once, not with every forwarded write of the next hour', async () => {
  await using world = await startWorld()
  const opened = await open(world, 'mailchimp')
  const { account, campaignId, forwarding, connectionIds, writes } = opened
  for (const copyOf of [campaignId, campaignId]) {
    const { id: copy } = await account.campaigns.copy(copyOf, { name: 'Market day' })
    const { id, approvalText } = await account.campaigns.createSendRequest(copy)
    await world.client.sendRequests.approve(id, { approvalText })
  }
  const [connectionId = ''] = connectionIds
  const write = writes.anything.find(([method]) => method === 'PATCH') ?? assert.fail()
  const countCalls = async (): Promise<number> => {
    world.sandbox.world.requests.clear()
    only(await codesOf({ forwarding, connectionIds: [connectionId] }, [write]), 'answered')
    return world.sandbox.world.requests.list().length
  }
  assert.ok((await countCalls()) > 1)
  assert.equal(await countCalls(), 1)
})

test('a body that is not looked at is refused with what would be, and only while something waits', async () => {
  await using world = await startWorld()
  const { account, campaignId, forwarding, connectionIds, writes } = await open(world, 'mailchimp')
  const [connectionId = ''] = connectionIds
  const operation = { method: 'PATCH', path: '/campaigns/ffffffffff', body: '{"settings":{}}' }
  const batch = (count: number, more = {}): string =>
    JSON.stringify({ operations: Array.from({ length: count }, () => operation), ...more })
  const send = (body: string, headers: Record<string, string>) =>
    callProxy(forwarding, connectionId, 'POST', '/3.0/batches', { headers, body })
  const json = { 'content-type': 'application/json' }
  const { id } = await account.campaigns.createSendRequest(campaignId)
  const nextStepOf = async (body: string, headers: Record<string, string> = json): Promise<string> => {
    const response = await send(body, headers)
    assert.equal(response.status, 409)
    return ((await response.json()) as { nextStep: string }).nextStep
  }
  assert.match(await nextStepOf(batch(5001)), /up to 5,000 operations: send several batches\.$/)
  assert.match(
    await nextStepOf(batch(1, { note: 'a'.repeat(1_100_000) })),
    /up to 1 MiB: send less at once\.$/,
  )
  assert.match(
    await nextStepOf(batch(1), { 'content-type': 'text/plain' }),
    /only if it is application\/json/,
  )
  const other = writes.campaign[0] ?? assert.fail()
  const named = await callProxy(forwarding, connectionId, other[0], other[1], { headers: json, body: '{}' })
  assert.match(
    ((await named.json()) as { nextStep: string }).nextStep,
    /another campaign or segment go on\.$/,
  )
  await world.client.sendRequests.decline(id)
  assert.notEqual((await send(batch(5001), json)).status, 409)
})
