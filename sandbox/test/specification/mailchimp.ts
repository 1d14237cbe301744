import type { Explorer, Knowledge } from './explore.ts'
import { asList, at, readJson } from './read-json.ts'

const LIST = '/lists/{list_id}'

const idOf = async (explorer: Explorer, path: string, member: string): Promise<unknown> =>
  readJson(await explorer.call(path), member)

const listId = (explorer: Explorer): Promise<string> =>
  explorer.fill(LIST).then((path) => path.split('/').at(-1) ?? '')

async function send(explorer: Explorer, method: string, path: string, body?: object): Promise<unknown> {
  const init = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return readJson(await explorer.call(path, { method, ...init }))
}

/** A campaign that can be sent. */
async function readyCampaign(explorer: Explorer, type = 'regular'): Promise<string> {
  const list = await explorer.call('/lists?fields=lists.id&count=1')
  const created = await send(explorer, 'POST', '/campaigns', {
    type,
    recipients: { list_id: await readJson(list, 'lists.0.id') },
    settings: { subject_line: 'Flour', title: 'Flour', from_name: 'Mill', reply_to: 'hello@mill.example' },
    ...(type === 'rss' && { rss_opts: { feed_url: 'https://mill.example/feed', frequency: 'daily' } }),
  })
  const path = `/campaigns/${String(at(created, 'id'))}`
  await send(explorer, 'PUT', `${path}/content`, {
    html: '<p>Fresh <a href="https://mill.example/a">flour</a></p>',
  })
  return path
}

const withStatus = (status: string) => async (explorer: Explorer) =>
  `/campaigns/${String(await idOf(explorer, `/campaigns?status=${status}`, 'campaigns.0.id'))}`

/** A report with rows of every kind. */
async function sentReport(explorer: Explorer): Promise<unknown> {
  const reports = asList(await idOf(explorer, '/reports?count=50', 'reports'))
  for (const report of reports) {
    const id = at(report, 'id')
    const kinds = ['abuse-reports', 'unsubscribed']
    const totals = await Promise.all(
      kinds.map((kind) => idOf(explorer, `/reports/${String(id)}/${kind}`, 'total_items')),
    )
    if (totals.every((total) => Number(total) > 0)) return id
  }
  return at(reports[0], 'id')
}

/** A member of its own, for changes. */
async function newMember(explorer: Explorer): Promise<string> {
  const members = `/lists/${await listId(explorer)}/members`
  const body = { email_address: `new.${++serial}@mill.example`, status: 'subscribed' }
  return `${members}/${String(at(await send(explorer, 'POST', members, body), 'id'))}`
}

let serial = 0

const campaignBody = async (explorer: Explorer) => ({
  type: 'regular',
  recipients: { list_id: await listId(explorer) },
})

const NEW_MEMBER = async (_explorer: Explorer, variant: number) => ({
  email_address: `someone.${++serial}@mill.example`,
  status: 'subscribed',
  email_type: 'text',
  merge_fields: { FNAME: `Ann ${variant}`, LNAME: 'Miller' },
  interests: { abcdef0123: true },
})

export const MAILCHIMP_KNOWLEDGE: Knowledge = {
  idMembers: {
    subscriber_hash: 'email_id',
    month: 'month',
    domain_name: 'domain',
    connected_site_id: 'foreign_id',
    page_id: 'id',
    note_id: 'id',
  },
  ids: {
    [`${LIST}/members/{subscriber_hash}`]: async (explorer) =>
      idOf(explorer, `/lists/${await listId(explorer)}/members?status=subscribed&count=1`, 'members.0.id'),
    [`${LIST}/segments/{segment_id}`]: async (explorer) =>
      idOf(explorer, `/lists/${await listId(explorer)}/segments?type=static`, 'segments.0.id'),
    '/campaigns/{campaign_id}': async (explorer) => (await readyCampaign(explorer)).split('/')[2],
    '/reports/{campaign_id}': sentReport,
    '/reports/{campaign_id}/abuse-reports/{report_id}': async (explorer) =>
      idOf(explorer, await explorer.fill('/reports/{campaign_id}/abuse-reports'), 'abuse_reports.0.id'),
    '/automations/{workflow_id}/emails/{workflow_email_id}/queue/{subscriber_hash}': async (explorer) => {
      const queue = await explorer.fill('/automations/{workflow_id}/emails/{workflow_email_id}/queue')
      return at(await send(explorer, 'POST', queue, { email_address: 'ann@mill.example' }), 'id')
    },
    '/automations/{workflow_id}/removed-subscribers/{subscriber_hash}': async (explorer) => {
      const removed = await explorer.fill('/automations/{workflow_id}/removed-subscribers')
      return at(await send(explorer, 'POST', removed, { email_address: 'ann@mill.example' }), 'id')
    },
    '/reports/{campaign_id}/click-details/{link_id}/members/{subscriber_hash}': async (explorer) => {
      const path = await explorer.fill('/reports/{campaign_id}/click-details/{link_id}')
      return idOf(explorer, `${path}/members`, 'members.0.email_id')
    },
  },
  bodies: {
    'POST /lists/{list_id}/members': NEW_MEMBER,
    'PUT /lists/{list_id}/members/{subscriber_hash}': async (explorer, variant) => ({
      ...(await NEW_MEMBER(explorer, variant)),
      status_if_new: 'subscribed',
    }),
    'PATCH /lists/{list_id}/members/{subscriber_hash}': NEW_MEMBER,
    'POST /lists/{list_id}': async (explorer, variant) => ({
      members: [await NEW_MEMBER(explorer, variant)],
    }),
    'POST /lists/{list_id}/segments/{segment_id}': async (explorer) => {
      const email = await idOf(
        explorer,
        `/lists/${await listId(explorer)}/members?count=1`,
        'members.0.email_address',
      )
      return { members_to_add: [email], members_to_remove: [email] }
    },
    'POST /lists/{list_id}/segments/{segment_id}/members': async (explorer) => ({
      email_address: await idOf(
        explorer,
        `/lists/${await listId(explorer)}/members?count=1`,
        'members.0.email_address',
      ),
    }),
    'POST /lists/{list_id}/segments': async () => ({
      name: `Segment ${++serial}`,
      options: {
        match: 'any',
        conditions: [{ condition_type: 'TextMerge', field: 'CITY', op: 'is', value: 'Graz' }],
      },
    }),
    'PATCH /lists/{list_id}/segments/{segment_id}': async () => ({
      options: { match: 'any', conditions: [] },
    }),
    'POST /lists/{list_id}/merge-fields': async () => ({ tag: `TAG${++serial}`, type: 'dropdown' }),
    'PATCH /lists/{list_id}/merge-fields/{merge_id}': async () => ({ tag: `TAG${++serial}` }),
    'POST /campaigns': campaignBody,
    'PATCH /campaigns/{campaign_id}': campaignBody,
    'PUT /campaigns/{campaign_id}/content': async () => ({
      html: '<p>Fresh flour</p>',
      plain_text: 'Fresh flour',
    }),
    'POST /campaigns/{campaign_id}/actions/schedule': async () => ({
      schedule_time: new Date(Math.ceil(Date.now() / 900_000) * 900_000 + 900_000).toISOString(),
    }),
    'POST /campaigns/{campaign_id}/actions/test': async () => ({
      test_emails: ['ann@mill.example'],
      send_type: 'html',
    }),
    'POST /ecommerce/stores': async (explorer) => ({
      list_id: await listId(explorer),
      id: `store-${++serial}`,
    }),
    'POST /verified-domains': async () => ({ verification_email: `hello@mill-${++serial}.example` }),
    'POST /automations': async (explorer) => ({
      recipients: { list_id: await listId(explorer), store_id: 'store' },
      trigger_settings: { workflow_type: 'abandonedCart' },
    }),
    'POST /batches': async () => ({ operations: [{ method: 'GET', path: '/ping', operation_id: 'one' }] }),
  },
  leaveOut: {
    'PATCH /ecommerce/stores/{store_id}/products/{product_id}/images/{image_id}': ['id'],
    'PATCH /ecommerce/stores/{store_id}/products/{product_id}/variants/{variant_id}': ['id'],
    'POST /campaigns': ['rss_opts', 'variate_settings'],
    'PATCH /campaigns/{campaign_id}': ['rss_opts', 'variate_settings'],
    'PUT /campaigns/{campaign_id}/content': ['archive', 'template', 'url', 'variate_contents'],
    'POST /lists/{list_id}/segments': ['static_segment'],
    'PATCH /lists/{list_id}/segments/{segment_id}': ['static_segment'],
  },
  paths: {
    'PUT /lists/{list_id}/members/{subscriber_hash}': newMember,
    'PATCH /lists/{list_id}/members/{subscriber_hash}': newMember,
    'PATCH /lists/{list_id}/segments/{segment_id}': async (explorer) => {
      const segments = `/lists/${await listId(explorer)}/segments`
      return `${segments}/${String(await idOf(explorer, `${segments}?type=saved`, 'segments.0.id'))}`
    },
    'POST /campaigns/{campaign_id}/actions/cancel-send': async (explorer) =>
      `${await withStatus('sending')(explorer)}/actions/cancel-send`,
    'POST /campaigns/{campaign_id}/actions/create-resend': async (explorer) =>
      `${await withStatus('sent')(explorer)}/actions/create-resend`,
    'POST /campaigns/{campaign_id}/actions/resume': async (explorer) =>
      `${await withStatus('paused')(explorer)}/actions/resume`,
    'POST /campaigns/{campaign_id}/actions/pause': async (explorer) =>
      `${await readyCampaign(explorer, 'rss')}/actions/pause`,
    'POST /campaigns/{campaign_id}/actions/unschedule': async (explorer) =>
      `${await withStatus('schedule')(explorer)}/actions/unschedule`,
    'POST /campaigns/{campaign_id}/actions/send': async (explorer) =>
      `${await readyCampaign(explorer)}/actions/send`,
    'POST /campaigns/{campaign_id}/actions/schedule': async (explorer) =>
      `${await readyCampaign(explorer)}/actions/schedule`,
    'POST /campaigns/{campaign_id}/actions/test': async (explorer) =>
      `${await readyCampaign(explorer)}/actions/test`,
    'DELETE /lists/{list_id}/segments/{segment_id}/members/{subscriber_hash}': async (explorer) => {
      const segment = await explorer.fill('/lists/{list_id}/segments/{segment_id}')
      const email = `added.${++serial}@mill.example`
      await send(explorer, 'POST', `${segment.split('/segments')[0] ?? ''}/members`, {
        email_address: email,
        status: 'subscribed',
      })
      await send(explorer, 'POST', `${segment}/members`, { email_address: email })
      return `${segment}/members/${email}`
    },
  },
  queries: {
    'GET /search-members': 'query=a',
    'GET /search-campaigns': 'query=a',
    'GET /lists/{list_id}/tag-search': 'name=R',
  },
}

/** Members that a path decides, or that are written as names and read as objects. */
export const MAILCHIMP_WRITES_ONLY = [
  '/ecommerce/stores/{store_id}/customers/{customer_id} id',
  '/ecommerce/stores/{store_id}/products/{product_id}/variants/{variant_id} id',
  // Names are written, objects are read.
  '/lists/{list_id}/members/{subscriber_hash} tags',
]
