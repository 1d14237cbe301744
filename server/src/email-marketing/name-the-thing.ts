import { ProblemError, withFacts } from '../kernel/errors.ts'

/** The requested IDs, by resource. */
type Things = Readonly<Partial<Record<'campaignId' | 'contact' | 'audienceId', unknown>>>

/** The resources with their names in a sentence. */
const ORDER = [
  ['campaignId', 'campaign'],
  ['contact', 'contact'],
  ['audienceId', 'audience'],
] as const

/** Adds to the error `resource_not_found` what was not found, such as “contact nora@x.example of audience a1”. */
export function nameTheThing(error: unknown, things: Things): unknown {
  if (!(error instanceof ProblemError) || error.code !== 'resource_not_found') return error
  const named = ORDER.flatMap(([member, what]) => {
    const id = things[member]
    return typeof id === 'string' && id !== '' ? [`${what} ${id.slice(0, 100).toWellFormed()}`] : []
  })
  if (named.length === 0 || error.facts['resource'] !== undefined) return error
  return withFacts(error, { resource: named.join(' of ') })
}
