import { sequenceIdOf } from '../../src/constant-contact/api/sequence-id.ts'
import type { Explorer, Knowledge } from './explore.ts'
import { at, readJson } from './read-json.ts'

const idOf = async (explorer: Explorer, path: string, member: string): Promise<unknown> =>
  readJson(await explorer.call(path), member)

async function send(explorer: Explorer, method: string, path: string, body?: object): Promise<unknown> {
  const init = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return readJson(await explorer.call(path, { method, ...init }))
}

let serial = 0

const EMAIL = {
  format_type: 5,
  from_name: 'Mill',
  from_email: 'mia@mill.example',
  reply_to_email: 'mia@mill.example',
  subject: 'Flour',
  html_content: '<p>Flour [[trackingImage]]</p>',
}

/** The activity of a new draft with recipients. */
async function draft(explorer: Explorer): Promise<string> {
  const body = { name: `Flour ${++serial}`, email_campaign_activities: [EMAIL] }
  const id = String(
    at(await send(explorer, 'POST', '/emails', body), 'campaign_activities.0.campaign_activity_id'),
  )
  const list = await idOf(explorer, '/contact_lists', 'lists.0.list_id')
  await send(explorer, 'PUT', `/emails/activities/${id}`, { ...EMAIL, contact_list_ids: [list] })
  return `/emails/activities/${id}`
}

async function scheduled(explorer: Explorer): Promise<string> {
  const path = await draft(explorer)
  await send(explorer, 'POST', `${path}/schedules`, { scheduled_date: '2099-01-01T10:00:00Z' })
  return path
}

/** The campaign that was sent last. */
const sentCampaign = (explorer: Explorer) =>
  idOf(
    explorer,
    '/reports/summary_reports/email_campaign_summaries',
    'bulk_email_campaign_summaries.0.campaign_id',
  )

const activityOf = async (explorer: Explorer): Promise<unknown> =>
  idOf(
    explorer,
    `/emails/${String(await sentCampaign(explorer))}`,
    'campaign_activities.0.campaign_activity_id',
  )

const contactId = (explorer: Explorer) => idOf(explorer, '/contacts?limit=1', 'contacts.0.contact_id')
const listId = (explorer: Explorer) => idOf(explorer, '/contact_lists', 'lists.0.list_id')
const tagId = (explorer: Explorer) => idOf(explorer, '/contact_tags', 'tags.0.tag_id')

const contactBody = async (_explorer: Explorer, variant: number) => ({
  email_address: { address: `someone.${++serial}@mill.example`, permission_to_send: 'explicit' },
  create_source: 'Account',
  update_source: 'Account',
  phone_numbers: [{ phone_number: `555-010${variant}`, kind: 'mobile' }],
})

const source = async (explorer: Explorer) => ({
  source: { contact_ids: [await contactId(explorer)] },
  list_ids: [await listId(explorer)],
  tag_ids: [await tagId(explorer)],
})

export const CONSTANT_CONTACT_KNOWLEDGE: Knowledge = {
  idMembers: { activity_id: 'activity_id', automation_flow_id: 'id' },
  ids: {
    '/activities/{activity_id}': async (explorer) =>
      at(await send(explorer, 'POST', '/activities/contact_exports', {}), 'activity_id'),
    '/contact_exports/{file_export_id}': async (explorer) => {
      const id = at(await send(explorer, 'POST', '/activities/contact_exports', {}), 'activity_id')
      await explorer.call(`/activities/${String(id)}`)
      return id
    },
    '/emails/activities/{campaign_activity_id}': activityOf,
    '/reports/email_reports/{campaign_activity_id}': activityOf,
    '/reports/stats/email_campaigns/{campaign_ids}': sentCampaign,
    '/reports/stats/email_campaign_activities/{campaign_activity_ids}': activityOf,
    '/reports/contact_reports/{contact_id}': contactId,
    '/contacts/resubscribe/{contact_id}': contactId,
    '/contacts/sms_engagement_history/{contact_id}': contactId,
    '/partner/webhooks/subscriptions/{topic_id}': async (explorer) =>
      idOf(explorer, '/partner/webhooks/subscriptions', '0.topic_id'),
    '/reports/landing_pages/campaign_details/{campaign_activity_id}': activityOf,
  },
  bodies: {
    'POST /contacts': contactBody,
    'PUT /contacts/{contact_id}': contactBody,
    'POST /contacts/sign_up_form': async (explorer) => ({
      email_address: `form.${++serial}@mill.example`,
      list_memberships: [await listId(explorer)],
    }),
    'PUT /contacts/resubscribe/{contact_id}': async (explorer) => ({ list_ids: [await listId(explorer)] }),
    'POST /activities/contact_exports': async () => ({ status: 'active' }),
    'POST /activities/contact_delete': async () => ({
      contact_ids: ['00000000-0000-4000-8000-000000000000'],
    }),
    'POST /activities/add_list_memberships': source,
    'POST /activities/remove_list_memberships': source,
    'POST /activities/contacts_taggings_add': source,
    'POST /activities/contacts_taggings_remove': source,
    'POST /activities/contacts_json_import': async (explorer) => ({
      import_data: [{ email: 'imported@mill.example', first_name: 'Ann' }],
      list_ids: [await listId(explorer)],
    }),
    'POST /emails': async () => ({ name: `Campaign ${++serial}`, email_campaign_activities: [EMAIL] }),
    'PATCH /emails/{campaign_id}': async () => ({ name: `Campaign ${++serial}` }),
    'PUT /emails/activities/{campaign_activity_id}': async () => EMAIL,
    'POST /emails/activities/{campaign_activity_id}/schedules': async () => ({
      scheduled_date: '2099-01-01T10:00:00Z',
    }),
    'POST /emails/activities/{campaign_activity_id}/tests': async () => ({
      email_addresses: ['ann@mill.example'],
    }),
    'POST /contact_tags': async () => ({ name: `Tag ${++serial}`, tag_source: 'Contact' }),
    'PUT /contact_tags/{tag_id}': async () => ({ name: `Tag ${++serial}` }),
    'POST /contact_lists': async () => ({ name: `List ${++serial}` }),
    'PUT /contact_lists/{list_id}': async () => ({ name: `List ${++serial}` }),
    'POST /segments': async () => ({ name: `Segment ${++serial}`, segment_criteria: '{}' }),
    'PUT /segments/{segment_id}': async () => ({ name: `Segment ${++serial}`, segment_criteria: '{}' }),
    'PATCH /segments/{segment_id}/name': async () => ({ name: `Segment ${++serial}` }),
    'POST /contact_custom_fields': async () => ({ label: `Field ${++serial}` }),
    'PUT /contact_custom_fields/{custom_field_id}': async () => ({ label: `Field ${++serial}` }),
    'POST /account/emails': async () => ({ email_address: `sender.${++serial}@mill.example` }),
  },
  leaveOut: {
    'POST /activities/contact_delete': ['list_ids'],
    'POST /activities/contact_exports': [
      'contact_ids',
      'list_ids',
      'tag_ids',
      'segment_id',
      'exclude',
      'fields',
    ],
    'POST /contacts': ['sms_channel'],
    'PUT /contacts/{contact_id}': ['sms_channel'],
    'POST /contacts/sign_up_form': ['sms_channel'],
  },
  paths: {
    'PUT /emails/activities/{campaign_activity_id}': draft,
    'POST /emails/activities/{campaign_activity_id}/schedules': async (explorer) =>
      `${await draft(explorer)}/schedules`,
    'POST /emails/activities/{campaign_activity_id}/tests': async (explorer) =>
      `${await draft(explorer)}/tests`,
    'DELETE /emails/activities/{campaign_activity_id}/schedules': async (explorer) =>
      `${await scheduled(explorer)}/schedules`,
    'GET /emails/activities/{campaign_activity_id}/schedules': async (explorer) =>
      `${await scheduled(explorer)}/schedules`,
    'GET /emails/activities/{campaign_activity_id}/abtest': async (explorer) => {
      const path = `${await draft(explorer)}/abtest`
      await send(explorer, 'POST', path, {
        alternative_subject: 'Bread',
        test_size: 20,
        winner_wait_duration: 6,
      })
      return path
    },
    'POST /emails/activities/{campaign_activity_id}/abtest': async (explorer) =>
      `${await draft(explorer)}/abtest`,
    'DELETE /emails/activities/{campaign_activity_id}/abtest': async (explorer) => {
      const path = `${await draft(explorer)}/abtest`
      await send(explorer, 'POST', path, {
        alternative_subject: 'Bread',
        test_size: 20,
        winner_wait_duration: 6,
      })
      return path
    },
    'DELETE /emails/activities/{campaign_activity_id}/non_opener_resends/{resend_request_id}': async (
      explorer,
    ) => {
      const path = `${await draft(explorer)}/non_opener_resends`
      const resend = await send(explorer, 'POST', path, { resend_subject: 'Again', delay_days: 2 })
      return `${path}/${String(at(resend, 'resend_request_id'))}`
    },
  },
  queries: {
    'GET /reports/summary_reports/sms_campaign_summaries':
      'start_at=2020-01-01T00:00:00Z&end_at=2099-01-01T00:00:00Z',
    'GET /reports/contact_reports/{contact_id}/open_and_click_rates':
      'start=2020-01-01T00:00:00Z&end=2099-01-01T00:00:00Z',
    'GET /reports/contact_reports/{contact_id}/activity_summary':
      'start=2020-01-01T00:00:00Z&end=2099-01-01T00:00:00Z',
    'GET /contacts/{contact_id}':
      'include=custom_fields,list_memberships,phone_numbers,street_addresses,taggings,notes',
    'GET /contacts/contact_id_xrefs': `sequence_ids=${sequenceIdOf('x')}`,
    'GET /contact_lists/list_id_xrefs': `sequence_ids=${sequenceIdOf('x')}`,
    'GET /emails/campaign_id_xrefs': `v2_email_campaign_ids=${sequenceIdOf('x')}`,
  },
  forms: {
    'POST /activities/contacts_file_import': () => {
      const form = new FormData()
      form.set('file', new Blob(['email\nann@mill.example\n']), 'contacts.csv')
      form.set('list_ids', '')
      return form
    },
  },
}
