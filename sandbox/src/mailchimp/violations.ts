import type { Refusals } from '../specification/apply-specification.ts'
import type { Operation } from '../specification/specification.ts'
import type { Violation } from '../specification/violation.ts'
import { Problem, problems } from './problem.ts'

/**
 * Violations in the provider's words, as they were recorded: `Required fields were not provided: email_address`, without a field
 * (APIv3-examples #42); `Schema describes string, NULL found instead` (drewm/mailchimp-api #212).
 */
function describe(violation: Violation): { field: string; message: string } {
  const field = fieldOf(violation.path)
  switch (violation.rule) {
    case 'required':
      return { field, message: `Required fields were not provided: ${violation.expected}` }
    case 'type':
      return {
        field,
        message: `Schema describes ${violation.expected}, ${phpType(violation.found)} found instead`,
      }
    case 'enum':
      return { field, message: `Data presented is not one of the accepted values: ${violation.expected}` }
    case 'anyOf':
      return { field, message: 'Data did not match any of the schemas described in anyOf.' }
    case 'format':
      return { field, message: `Schema describes ${violation.expected}, another format found instead` }
    case 'limit':
      return { field, message: `This value should be ${violation.expected}.` }
  }
}

/** `members.item:0.status`, as recorded. */
const fieldOf = (path: readonly (string | number)[]): string =>
  path.map((part) => (typeof part === 'number' ? `item:${part}` : part)).join('.')

const phpType = (type: string): string => (type === 'null' ? 'NULL' : type)

export const refusals: Refusals = {
  invalid: (violations) => {
    const required = violations.filter(
      ({ in: part, rule, path }) => part === 'body' && rule === 'required' && path.length === 0,
    )
    const others = violations.filter((violation) => !required.includes(violation))
    return problems.invalid([
      ...(required.length > 0
        ? [
            {
              field: '',
              message: `Required fields were not provided: ${required.map(({ expected }) => expected).join(', ')}`,
            },
          ]
        : []),
      ...others.map(describe),
    ])
  },
  notFound: problems.notFound,
  methodNotAllowed: (allowed) =>
    new Problem(
      405,
      'Method Not Allowed',
      `The requested method and resource are not compatible. See the Allow header: ${allowed.join(', ')}.`,
    ),
  notImplemented: ({ method, path }: Operation) =>
    new Problem(501, 'Not Implemented', `The sandbox does not simulate ${method} ${path}.`),
}
