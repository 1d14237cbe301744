import type { AppliedSpecification } from '../../specification/apply-specification.ts'
import { readSpecification } from '../../specification/read-specification.ts'
import { withBodies } from '../../specification/with-bodies.ts'
import { BODIES } from './bodies.ts'
import { Refusal, refusals } from './refusal.ts'

/** API v2: the operations, answers and types of its SDK. */
export const CONSTANT_CONTACT_V2_RULES: AppliedSpecification = {
  specification: withBodies(readSpecification('constant-contact-v2'), BODIES),
  base: '/api.constantcontact.com/v2',
  refusals: {
    // In the provider's words (constantcontact/php-sdk #91).
    invalid: ([first]) => {
      const at = (first?.path ?? []).join('/')
      return first?.rule === 'required'
        ? refusals.invalid(`#/${at === '' ? '' : `${at}/`}${first.expected}: Value is required.`)
        : refusals.invalid(
            `#/${at}: Value is of a disallowed type. Allowed types are: ${first?.expected ?? ''}.`,
          )
    },
    notFound: refusals.notFound,
    methodNotAllowed: () => new Refusal(405, 'http.status.method_not_allowed', 'Method not allowed.'),
    notImplemented: ({ method, path }) =>
      new Refusal(501, 'sandbox.not_implemented', `The sandbox does not simulate ${method} ${path}.`),
  },
}
