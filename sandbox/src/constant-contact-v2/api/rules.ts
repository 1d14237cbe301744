import type { AppliedSpecification } from '../../specification/apply-specification.ts'
import { readSpecification } from '../../specification/specification.ts'
import document from '../specification.json' with { type: 'json' }
import { Refusal, refusals } from './refusal.ts'

/** API v2: the operations and answers of its SDK. There is no specification of its requests: each route judges its own. */
export const CONSTANT_CONTACT_V2: AppliedSpecification = {
  specification: readSpecification(document),
  base: '/api.constantcontact.com/v2',
  refusals: {
    invalid: () => refusals.invalid('The request is not valid.'),
    notFound: refusals.notFound,
    methodNotAllowed: () => new Refusal(405, 'http.status.method_not_allowed', 'Method not allowed.'),
    notImplemented: ({ method, path }) =>
      new Refusal(501, 'sandbox.not_implemented', `The sandbox does not simulate ${method} ${path}.`),
  },
}
