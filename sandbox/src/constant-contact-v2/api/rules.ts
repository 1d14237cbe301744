import type { AppliedSpecification } from '../../specification/apply-specification.ts'
import { readSpecification, type Schema } from '../../specification/specification.ts'
import { withBodies } from '../../specification/with-bodies.ts'
import document from '../specification.json' with { type: 'json' }
import { Refusal, refusals } from './refusal.ts'

const CONTACT: Schema = {
  type: 'object',
  properties: {
    email_addresses: {
      type: 'array',
      items: { type: 'object', properties: { email_address: { type: 'string' } } },
    },
    lists: { type: 'array', items: { type: 'object' } },
    first_name: { type: 'string' },
    last_name: { type: 'string' },
    company_name: { type: 'string' },
  },
}

/** Types that the SDK writes. What else a request needs is judged by its route. */
const BODIES: Readonly<Record<string, Schema>> = {
  'POST /contacts': CONTACT,
  'PUT /contacts/{contact_id}': CONTACT,
  'POST /emailmarketing/campaigns/{campaign_id}/tests': {
    type: 'object',
    properties: { email_addresses: { type: 'array', items: { type: 'string' } } },
  },
}

/** API v2: the operations, answers and types of its SDK. */
export const CONSTANT_CONTACT_V2_RULES: AppliedSpecification = {
  specification: withBodies(readSpecification(document), BODIES),
  base: '/api.constantcontact.com/v2',
  refusals: {
    // In the provider's words (constantcontact/php-sdk #91).
    invalid: ([first]) =>
      refusals.invalid(
        `#/${first?.path.join('/') ?? ''}: Value is of a disallowed type. Allowed types are: ${first?.expected ?? ''}.`,
      ),
    notFound: refusals.notFound,
    methodNotAllowed: () => new Refusal(405, 'http.status.method_not_allowed', 'Method not allowed.'),
    notImplemented: ({ method, path }) =>
      new Refusal(501, 'sandbox.not_implemented', `The sandbox does not simulate ${method} ${path}.`),
  },
}
