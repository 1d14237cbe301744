import { readSpecification } from '../specification/read-specification.ts'
import type { Operation } from '../specification/specification.ts'
import type { AppliedSpecification } from '../specification/apply-specification.ts'
import type { Query } from '../specification/judge-query.ts'
import { queryOf } from '../specification/query-of.ts'
import type { Violation } from '../specification/violation.ts'
import { refusals } from './violations.ts'

/** Parameters that hold a time; the specification calls them strings. */
const TIME = /^(since|before)_(?!last_campaign$)|_since$|^since$/

/** Invalid times in queries, and `since_last_campaign` without `status` (release notes). */
function judgeQueryMore({ query = {} }: Operation, given: Query): Violation[] {
  const times = Object.keys(query).filter((name) => TIME.test(name))
  const wrong = times.filter((name) => given[name] && Number.isNaN(Date.parse(given[name].toString())))
  const violations = wrong.map((name): Violation => {
    return { in: 'query', path: [name], rule: 'format', expected: 'date-time', found: 'string' }
  })
  if ('since_last_campaign' in query && given['since_last_campaign'] && !given['status'])
    violations.push({ in: 'query', path: ['status'], rule: 'required', expected: 'status', found: 'null' })
  return violations
}

/** The Marketing API, by specification 3.0.55. */
export const MAILCHIMP_RULES: AppliedSpecification = {
  specification: readSpecification('mailchimp'),
  base: '/DC.api.mailchimp.com/3.0',
  refusals,
  judge: (operation, request) => judgeQueryMore(operation, queryOf(request)),
  // PATCH changes what it names, although the specification requires the members that POST does.
  isAllowed: (violation, operation) =>
    (operation.method === 'PATCH' && violation.rule === 'required') ||
    // The specification nests the conditions of a segment deeper in PATCH than in POST; the provider accepts both.
    (operation.method === 'PATCH' &&
      violation.expected === 'array' &&
      violation.found === 'object' &&
      violation.path.at(-2) === 'conditions') ||
    // A missing time is an empty string.
    (violation.rule === 'format' && violation.expected === 'date-time' && violation.value === ''),
}
