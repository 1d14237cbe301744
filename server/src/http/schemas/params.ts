import { z } from 'zod'
import { MAX_FOREIGN_ID_LENGTH, MAX_OWN_ID_LENGTH } from '../../kernel/limits.ts'
import { exampleId } from './values.ts'

/** The path parameters, each with its description and an example. */
const PARAMETERS = {
  connectionId: ['The connection’s ID.', exampleId('conn')],
  endUserId: ['Your own ID for the end user.', 'customer-42'],
  connectSessionId: ['The connect session’s ID.', exampleId('cs')],
  oauthAppId: ['The OAuth app’s ID.', exampleId('app')],
  clientSecretId: ['The client secret’s ID.', exampleId('sec')],
  secretKeyId: ['The secret key’s ID.', exampleId('key')],
  sendRequestId: ['The send request’s ID.', exampleId('sreq')],
  userId: ['The member’s user ID.', exampleId('usr')],
  invitationId: ['The invitation’s ID.', exampleId('inv')],
  assistantId: ['The assistant’s ID.', exampleId('asst')],
  consentRequestId: ['The consent request’s ID, from the URL of the consent page.', 'Yt0kN8bGfW4vRzJm'],
  webhookEndpointId: ['The webhook endpoint’s ID.', exampleId('we')],
  jobId: ['The job’s ID.', exampleId('job')],
  callId: ['The call’s ID.', exampleId('call')],
  deliveryId: ['The delivery’s ID.', exampleId('whd')],
  audienceId: ['The provider’s ID of the audience.', 'f61e6af0f0'],
  automationId: ['The provider’s ID of the automation.', '57f3e1c2a9'],
  templateId: ['The provider’s ID of the template.', '110'],
  segmentId: ['The provider’s ID of the segment.', '4001'],
  campaignId: ['The provider’s ID of the campaign.', 'b102706706'],
  email: ['The email address.', 'nora@letters.example'],
  contact: ['The provider’s ID of the contact, or the email address.', 'nora@letters.example'],
} as const satisfies Record<string, readonly [description: string, example: string]>

export type PathParameter = keyof typeof PARAMETERS

const OF_PROVIDERS: ReadonlySet<PathParameter> = new Set([
  'audienceId',
  'automationId',
  'campaignId',
  'contact',
  'email',
  'endUserId',
  'segmentId',
  'templateId',
])

const schemas = new Map<PathParameter, z.ZodString>()

/** The schema of a parameter, created once: half of the routes share them. */
function schemaOf(name: PathParameter): z.ZodString {
  const known = schemas.get(name)
  if (known) return known
  const [description, example] = PARAMETERS[name]
  const max = OF_PROVIDERS.has(name) ? MAX_FOREIGN_ID_LENGTH : MAX_OWN_ID_LENGTH
  const schema = z
    .string()
    .min(1)
    .max(max)
    .meta({ description, examples: [example] })
  schemas.set(name, schema)
  return schema
}

/** The schema of a path with these parameters. */
export function pathParams<const Names extends readonly PathParameter[]>(...names: Names) {
  const shape = names.map((name) => [name, schemaOf(name)])
  return z.object(Object.fromEntries(shape) as Record<Names[number], z.ZodString>)
}
