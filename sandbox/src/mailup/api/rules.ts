import type { AppliedSpecification } from '../../specification/apply-specification.ts'
import { readSpecification } from '../../specification/specification.ts'
import document from '../specification.json' with { type: 'json' }
import { Refusal, refusals } from './refusal.ts'

/** The operations and answers of the SDK. There is no specification of the requests: each route judges its own. */
export const MAILUP: AppliedSpecification = {
  specification: readSpecification(document),
  base: '/services.mailup.com/API/v1.1/Rest',
  refusals: {
    invalid: () => refusals.invalid('The request is not valid.'),
    notFound: refusals.notFound,
    methodNotAllowed: () => new Refusal(405, 'The method is not allowed.', 'MethodNotAllowed'),
    notImplemented: ({ method, path }) =>
      new Refusal(501, `The sandbox does not simulate ${method} ${path}.`, 'NotImplemented'),
  },
}
