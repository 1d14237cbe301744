import type { Method, Operation, Schema, Specification } from '../../src/specification/specification.ts'
import { isObject, type GivenSchema } from './simplify.ts'

/** Operations of Constant Contact v2, from the URLs of its SDK, with the fixture that shows the answer. */
const V2_OPERATIONS: readonly (readonly [
  call: string,
  fixture?: string | undefined,
  accepted?: 'accepted',
])[] = [
  ['GET /account/info', 'get_account_info'],
  ['PUT /account/info', 'get_account_info'],
  ['GET /account/verifiedemailaddresses', 'get_verified_email_addresses'],
  ['POST /account/verifiedemailaddresses', 'get_verified_email_addresses'],
  ['GET /activities', 'get_activities'],
  ['GET /activities/{activity_id}', 'get_activity'],
  ['POST /activities/addcontacts', 'post_add_contacts'],
  ['POST /activities/clearlists', 'post_clear_lists'],
  ['POST /activities/exportcontacts', 'post_export_contacts'],
  ['POST /activities/removefromlists', 'post_remove_contacts_from_lists'],
  ['GET /lists', 'get_lists'],
  ['POST /lists', 'get_list'],
  ['GET /lists/{list_id}', 'get_list'],
  ['PUT /lists/{list_id}', 'get_list'],
  ['DELETE /lists/{list_id}'],
  ['GET /lists/{list_id}/contacts', 'get_contacts'],
  ['GET /contacts', 'get_contacts'],
  ['POST /contacts', 'get_contact'],
  ['GET /contacts/{contact_id}', 'get_contact'],
  ['PUT /contacts/{contact_id}', 'get_contact'],
  ['DELETE /contacts/{contact_id}'],
  ['DELETE /contacts/{contact_id}/lists'],
  ['DELETE /contacts/{contact_id}/lists/{list_id}'],
  ['GET /contacts/{contact_id}/tracking'],
  ['GET /contacts/{contact_id}/tracking/bounces', 'get_bounces'],
  ['GET /contacts/{contact_id}/tracking/clicks', 'get_clicks'],
  ['GET /contacts/{contact_id}/tracking/forwards', 'get_forwards'],
  ['GET /contacts/{contact_id}/tracking/opens', 'get_opens'],
  ['GET /contacts/{contact_id}/tracking/sends', 'get_sends'],
  ['GET /contacts/{contact_id}/tracking/unsubscribes', 'get_opt_outs'],
  ['GET /contacts/{contact_id}/tracking/reports/summary', 'get_summary'],
  ['GET /contacts/{contact_id}/tracking/reports/summaryByCampaign'],
  ['GET /emailmarketing/campaigns', 'get_campaigns'],
  ['POST /emailmarketing/campaigns', 'get_campaign'],
  ['GET /emailmarketing/campaigns/{campaign_id}', 'get_campaign'],
  ['PUT /emailmarketing/campaigns/{campaign_id}', 'get_campaign'],
  ['DELETE /emailmarketing/campaigns/{campaign_id}'],
  ['GET /emailmarketing/campaigns/{campaign_id}/preview', 'get_preview'],
  ['GET /emailmarketing/campaigns/{campaign_id}/schedules', 'get_schedules'],
  ['POST /emailmarketing/campaigns/{campaign_id}/schedules', 'get_schedule'],
  ['GET /emailmarketing/campaigns/{campaign_id}/schedules/{schedule_id}', 'get_schedule'],
  ['PUT /emailmarketing/campaigns/{campaign_id}/schedules/{schedule_id}', 'get_schedule'],
  ['DELETE /emailmarketing/campaigns/{campaign_id}/schedules/{schedule_id}'],
  ['POST /emailmarketing/campaigns/{campaign_id}/tests', 'post_test_send'],
  ['GET /emailmarketing/campaigns/{campaign_id}/tracking/bounces', 'get_bounces'],
  ['GET /emailmarketing/campaigns/{campaign_id}/tracking/clicks', 'get_clicks'],
  ['GET /emailmarketing/campaigns/{campaign_id}/tracking/clicks/{link_id}', 'get_clicks'],
  ['GET /emailmarketing/campaigns/{campaign_id}/tracking/forwards', 'get_forwards'],
  ['GET /emailmarketing/campaigns/{campaign_id}/tracking/opens', 'get_opens'],
  ['GET /emailmarketing/campaigns/{campaign_id}/tracking/sends', 'get_sends'],
  ['GET /emailmarketing/campaigns/{campaign_id}/tracking/unsubscribes', 'get_opt_outs'],
  ['GET /emailmarketing/campaigns/{campaign_id}/tracking/reports/summary', 'get_summary'],
  ['GET /library/info'],
  ['GET /library/files', 'get_library_files'],
  ['POST /library/files', undefined, 'accepted'],
  ['GET /library/files/{file_id}', 'get_library_file'],
  ['PUT /library/files/{file_id}', 'get_library_file'],
  ['DELETE /library/files/{file_id}'],
  ['GET /library/files/uploadstatus/{upload_id}', 'get_file_upload_status'],
  ['GET /library/folders', 'get_library_folders'],
  ['POST /library/folders', 'get_library_folder'],
  ['GET /library/folders/{folder_id}', 'get_library_folder'],
  ['PUT /library/folders/{folder_id}', 'get_library_folder'],
  ['DELETE /library/folders/{folder_id}'],
  ['GET /library/folders/{folder_id}/files', 'get_library_files'],
  ['GET /library/folders/trash/files', 'get_library_files'],
  ['DELETE /library/folders/trash/files'],
]

/** Reads member names and types of recorded answers: `{"id": "string", "results": [{…}]}`. */
export function fromAnswerShapes(shapes: GivenSchema, source: string): Specification {
  const operations = V2_OPERATIONS.map(([call, fixture, accepted]): Operation => {
    const shape = fixture === undefined ? undefined : shapes[fixture]
    const { method, path } = splitCall(call)
    // The answer is a header with the ID.
    if (accepted) return { method, path, answers: { '202': null } }
    if (method === 'DELETE') return { method, path, answers: { '204': null } }
    const schema = shape === undefined ? {} : shapeToSchema(shape)
    // What is made is answered with 201.
    const status = method === 'POST' ? '201' : '200'
    return { method, path, answers: { [status]: schema } }
  })
  return { source, operations, $defs: {} }
}

/** Reads a list of operations with the members that a comment names: `idList: Integer`. */
export function fromOperationList(list: readonly unknown[], source: string): Specification {
  const operations = list.filter(isObject).map(({ op, kind, params, returns }): Operation => {
    const { method, path: given } = splitCall(String(op))
    const path = `${SERVICES[String(kind)] ?? ''}${given}`
    const body = membersOf(params)
    const answer = membersOf(returns)
    return {
      method,
      path,
      ...(Object.keys(body).length > 0 && method !== 'GET' && { body: { properties: body } }),
      answers: {
        '200': Object.keys(answer).length > 0 ? { properties: answer } : {},
      },
    }
  })
  return { source, operations, $defs: {} }
}

/** The services of MailUp, with the names that the comments have for them. */
const SERVICES: Readonly<Record<string, string>> = {
  Console: '/ConsoleService.svc/Console',
  Stats: '/MailStatisticsService.svc',
}

const METHODS: Readonly<Record<string, Method>> = {
  GET: 'GET',
  POST: 'POST',
  PUT: 'PUT',
  PATCH: 'PATCH',
  DELETE: 'DELETE',
}

function splitCall(call: string): { method: Method; path: string } {
  const [method = '', path = ''] = call.split(' ')
  return { method: METHODS[method] ?? 'GET', path }
}

const TYPES: Readonly<Record<string, Schema>> = {
  Integer: { type: 'integer' },
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  Array: { type: 'array' },
  'Array<Hash>': { type: 'array', items: { type: 'object' } },
  string: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
}

const membersOf = (lines: unknown): Record<string, Schema> =>
  Object.fromEntries(
    (Array.isArray(lines) ? lines : []).map((line: unknown) => {
      const [name = '', type = ''] = String(line).split(': ')
      return [name, TYPES[type] ?? {}]
    }),
  )

function shapeToSchema(shape: unknown): Schema {
  if (typeof shape === 'string') return TYPES[shape] ?? {}
  if (Array.isArray(shape))
    return { type: 'array', ...(shape.length > 0 && { items: shapeToSchema(shape[0]) }) }
  if (!isObject(shape)) return {}
  // The fixtures write IDs now as numbers, now as strings.
  const members = Object.entries(shape).map(([name, member]) => [
    name,
    /^(\w+_)?id$/.test(name) ? {} : shapeToSchema(member),
  ])
  return { type: 'object', properties: Object.fromEntries(members) }
}
