import type { Explorer, Knowledge } from './explore.ts'
import { at, readJson } from './read-json.ts'

const CAMPAIGNS = '/emailmarketing/campaigns'

let serial = 0

const campaign = async () => ({
  name: `Flour ${++serial}`,
  subject: 'Flour',
  from_name: 'Mill',
  from_email: 'mia@mill.example',
  reply_to_email: 'mia@mill.example',
  email_content: '<html><body>Flour</body></html>',
  text_content: 'Flour',
  sent_to_contact_lists: [],
})

async function send(explorer: Explorer, method: string, path: string, body: unknown): Promise<unknown> {
  const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return readJson(await explorer.call(path, init))
}

/** A new draft with recipients. */
async function draft(explorer: Explorer): Promise<string> {
  const list = await readJson(await explorer.call('/lists'), '0.id')
  const body = { ...(await campaign()), sent_to_contact_lists: [{ id: list }] }
  return `${CAMPAIGNS}/${String(at(await send(explorer, 'POST', CAMPAIGNS, body), 'id'))}`
}

const contact = async (explorer: Explorer) => ({
  email_addresses: [{ email_address: `someone.${++serial}@mill.example` }],
  lists: [{ id: await readJson(await explorer.call('/lists'), '0.id') }],
})

async function scheduled(explorer: Explorer): Promise<string> {
  const path = await draft(explorer)
  const made = await send(explorer, 'POST', `${path}/schedules`, { scheduled_date: '2099-01-01T10:00:00Z' })
  return `${path}/schedules/${String(at(made, 'id'))}`
}

const listId = async (explorer: Explorer): Promise<unknown> => readJson(await explorer.call('/lists'), '0.id')

const rows = async (explorer: Explorer) => ({
  import_data: [{ email_addresses: [`row.${++serial}@mill.example`] }],
  lists: [await listId(explorer)],
})

const ofList = async (explorer: Explorer) => ({ lists: [await listId(explorer)] })

const upload = (): FormData => {
  const form = new FormData()
  const fields = { file_name: 'flour.png', file_type: 'PNG', folder_id: '0', description: '' }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('data', new Blob(['flour']), 'flour.png')
  return form
}

/** A new file, which has no name that another test knows. */
async function fileId(explorer: Explorer): Promise<unknown> {
  const response = await explorer.call('/library/files', { method: 'POST', body: upload() })
  await response.body?.cancel()
  return response.headers.get('id')
}

const newFolder = async () => ({ name: `Folder ${++serial}` })

export const CONSTANT_CONTACT_V2_KNOWLEDGE: Knowledge = {
  ids: {
    '/activities/{activity_id}': async (explorer) =>
      at(await send(explorer, 'POST', '/activities/clearlists', { lists: [] }), 'id'),
    '/contacts/{contact_id}/lists/{list_id}': listId,
    '/emailmarketing/campaigns/{campaign_id}/tracking/clicks/{link_id}': async () => '1',
    '/library/files/{file_id}': fileId,
    '/library/files/uploadstatus/{upload_id}': fileId,
  },
  leaveOut: { 'POST /library/folders': ['parent_id'] },
  forms: { 'POST /library/files': upload },
  bodies: {
    'POST /activities/addcontacts': rows,
    'POST /activities/removefromlists': rows,
    'POST /activities/clearlists': ofList,
    'POST /activities/exportcontacts': ofList,
    'POST /library/folders': newFolder,
    'PUT /library/folders/{folder_id}': newFolder,
    'PUT /emailmarketing/campaigns/{campaign_id}/schedules/{schedule_id}': async () => ({
      scheduled_date: '2099-02-01T10:00:00Z',
    }),
    'POST /lists': async () => ({ name: `List ${++serial}`, status: 'ACTIVE' }),
    'PUT /lists/{list_id}': async () => ({ name: `List ${++serial}`, status: 'HIDDEN' }),
    'POST /contacts': contact,
    'PUT /contacts/{contact_id}': contact,
    'POST /emailmarketing/campaigns': campaign,
    'PUT /emailmarketing/campaigns/{campaign_id}': campaign,
    'POST /emailmarketing/campaigns/{campaign_id}/schedules': async () => ({
      scheduled_date: '2099-01-01T10:00:00Z',
    }),
    'POST /emailmarketing/campaigns/{campaign_id}/tests': async () => ({
      email_addresses: ['ann@mill.example'],
    }),
  },
  paths: {
    'PUT /emailmarketing/campaigns/{campaign_id}': draft,
    'DELETE /emailmarketing/campaigns/{campaign_id}': draft,
    'POST /emailmarketing/campaigns/{campaign_id}/schedules': async (explorer) =>
      `${await draft(explorer)}/schedules`,
    'DELETE /emailmarketing/campaigns/{campaign_id}/schedules/{schedule_id}': scheduled,
    'GET /emailmarketing/campaigns/{campaign_id}/schedules/{schedule_id}': scheduled,
    'PUT /emailmarketing/campaigns/{campaign_id}/schedules/{schedule_id}': scheduled,
    'POST /emailmarketing/campaigns/{campaign_id}/tests': async (explorer) =>
      `${await draft(explorer)}/tests`,
  },
}
