import type { AppliedSpecification } from '../../specification/apply-specification.ts'
import { readSpecification } from '../../specification/read-specification.ts'
import type { Operation } from '../../specification/specification.ts'
import type { Violation } from '../../specification/violation.ts'
import { Refusal, refusals } from './refusal.ts'

/** The first part of an error's key, by the first segment of the path. */
const AREAS: Readonly<Record<string, string>> = {
  contact_lists: 'lists',
  contact_tags: 'tags',
  contact_custom_fields: 'custom_fields',
}

const areaOf = ({ path }: Operation): string => {
  const [, segment = 'resource'] = path.split('/')
  return AREAS[segment] ?? segment
}

function describe({ path, rule, expected, found }: Violation): string {
  const at = path.length === 0 ? 'The body' : path.join('.')
  switch (rule) {
    case 'required':
      return `${[...path, expected].join('.').replace(/^(.+)\.\1$/, '$1')} is required.`
    case 'type':
      return `${at} must be of type ${expected}, not ${found}.`
    case 'enum':
      return `${at} must be one of: ${expected}.`
    case 'format':
      return `${at} must have the format ${expected}.`
    case 'limit':
      return `${at} must be ${expected}.`
    case 'anyOf':
      return `${at} has none of the allowed forms.`
  }
}

/** API v3, by specification 3.0.178. */
export const CONSTANT_CONTACT_RULES: AppliedSpecification = {
  specification: readSpecification('constant-contact'),
  base: '/api.cc.email/v3',
  refusals: {
    invalid: (violations, operation) => {
      const [first] = violations
      return refusals.invalid(areaOf(operation), first ? describe(first) : 'The request is not valid.')
    },
    notFound: () => refusals.notFound('resource'),
    methodNotAllowed: () => new Refusal(405, 'http.method_not_allowed', 'Method Not Allowed'),
    notImplemented: ({ method, path }) =>
      new Refusal(501, 'sandbox.not_implemented', `The sandbox does not simulate ${method} ${path}.`),
  },
}
