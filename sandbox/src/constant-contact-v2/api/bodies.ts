import type { Schema } from '../../specification/specification.ts'

const TEXT: Schema = { type: 'string' }
const TEXTS: Schema = { type: 'array', items: TEXT }

const object = (properties: Readonly<Record<string, Schema>>, required?: readonly string[]): Schema => ({
  type: 'object',
  properties,
  ...(required && { required }),
})
const list = (items: Schema): Schema => ({ type: 'array', items })
const texts = (...names: string[]): Record<string, Schema> =>
  Object.fromEntries(names.map((name) => [name, TEXT]))

/** Members of a contact that only v2 has. */
export const CONTACT_DETAILS: Readonly<Record<string, Schema>> = {
  ...texts('prefix_name', 'middle_name', 'department_name', 'fax', 'home_phone', 'work_phone', 'cell_phone'),
  ...texts('source', 'source_details'),
  addresses: list(
    object(
      texts('address_type', 'city', 'country_code', 'line1', 'line2', 'line3', 'postal_code', 'state_code'),
    ),
  ),
  custom_fields: list(object(texts('name', 'value'), ['name', 'value'])),
  notes: list(object(texts('note'), ['note'])),
}

const CONTACT = object({
  email_addresses: list(object(texts('email_address'), ['email_address'])),
  lists: list(object({ id: {} }, ['id'])),
  ...texts('first_name', 'last_name', 'job_title', 'company_name'),
  ...CONTACT_DETAILS,
})

/** Members of a campaign that affect only the look of its message. */
export const CAMPAIGN_DETAILS: Readonly<Record<string, Schema>> = {
  ...texts('reply_to_email', 'text_content', 'email_content_format', 'style_sheet', 'template_type'),
  ...texts('permission_reminder_text', 'view_as_web_page_text', 'view_as_web_page_link_text'),
  ...texts('greeting_salutations', 'greeting_name', 'greeting_string'),
  is_permission_reminder_enabled: { type: 'boolean' },
  is_view_as_webpage_enabled: { type: 'boolean' },
  is_visible_in_ui: { type: 'boolean' },
  message_footer: { type: 'object' },
}

const CAMPAIGN = object({
  ...texts('name', 'subject', 'from_name', 'from_email', 'email_content'),
  sent_to_contact_lists: list(object({ id: {} }, ['id'])),
  ...CAMPAIGN_DETAILS,
})

const IMPORT = object(
  {
    import_data: list(object({ email_addresses: TEXTS, ...texts('first_name', 'last_name') })),
    lists: TEXTS,
  },
  ['lists'],
)

const SCHEDULE = object(texts('scheduled_date'))
const LIST = object(texts('name', 'status'))
const FOLDER = object(texts('name', 'parent_id'), ['name'])

export const ACCOUNT = object({
  ...texts('website', 'organization_name', 'time_zone', 'first_name', 'last_name', 'phone'),
  ...texts('country_code', 'state_code'),
  organization_addresses: list(object(texts('city', 'line1', 'postal_code', 'country_code', 'state_code'))),
})

/** Types that the SDK writes. The route checks further requirements. */
export const BODIES: Readonly<Record<string, Schema>> = {
  'PUT /account/info': ACCOUNT,
  'POST /account/verifiedemailaddresses': list(object(texts('email_address'), ['email_address'])),
  'POST /lists': LIST,
  'PUT /lists/{list_id}': LIST,
  'POST /contacts': CONTACT,
  'PUT /contacts/{contact_id}': CONTACT,
  'POST /activities/addcontacts': IMPORT,
  'POST /activities/removefromlists': IMPORT,
  'POST /activities/clearlists': object({ lists: TEXTS }, ['lists']),
  'POST /activities/exportcontacts': object(
    { lists: TEXTS, column_names: TEXTS, ...texts('file_type', 'sort_by') },
    ['lists'],
  ),
  'POST /emailmarketing/campaigns': CAMPAIGN,
  'PUT /emailmarketing/campaigns/{campaign_id}': CAMPAIGN,
  'POST /emailmarketing/campaigns/{campaign_id}/schedules': SCHEDULE,
  'PUT /emailmarketing/campaigns/{campaign_id}/schedules/{schedule_id}': SCHEDULE,
  'POST /emailmarketing/campaigns/{campaign_id}/tests': object({ email_addresses: TEXTS }),
  'POST /library/folders': FOLDER,
  'PUT /library/folders/{folder_id}': FOLDER,
  'PUT /library/files/{file_id}': object(texts('name', 'description', 'folder_id')),
}
