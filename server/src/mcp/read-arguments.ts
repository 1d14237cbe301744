import type { z } from 'zod'
import { counted } from '../kernel/counted.ts'
import { ProblemError } from '../kernel/errors.ts'
import { asMeant, elementOf, isAbsent, MAX_MEMBERS, objectOf } from './as-meant.ts'
import { nearestParameter, sameParameter } from './nearest-parameter.ts'
import { toShortLine } from '../kernel/foreign-text.ts'

/** Maximum number of problems in an error; the others are only counted. */
const MAX_PROBLEMS = 20
/** A problem, formatted only if the error contains it. */
type Problem = () => string

/**
 * Reads the arguments of a call the way models write them. A parameter is omitted as null, "" or "null", and 5 is also "5". A list of
 * strings may be one string, a list of names and values a map, and `campaign` may be `campaign_id` or `campaignId`. Unknown parameters are
 * rejected by name.
 * @throws ProblemError invalid_request with the first twenty problems
 */
export function readArguments(tool: string, input: z.ZodObject, given: unknown): Record<string, unknown> {
  const parameters: Readonly<Record<string, z.core.$ZodType>> = input.shape
  const names = Object.keys(parameters)
  const members = Object.entries(objectOf(given) ?? {})
  if (members.length > MAX_MEMBERS) throw invalid([() => tooMany(tool, members.length, names)])
  const problems: Problem[] = []
  const read: Record<string, unknown> = {}
  for (const [name, value] of members) {
    const known = Object.hasOwn(parameters, name) ? name : sameParameter(name, names)
    if (known === undefined) problems.push(() => unknownIn(tool, name, names))
    else if (isAbsent(value)) continue
    else if (Object.hasOwn(read, known)) problems.push(() => `${known} is given twice`)
    else {
      const parameter = parameters[known] as z.ZodType
      read[known] = asMeant(parameter, value)
      for (const problem of unknownMembers(known, parameter, read[known])) problems.push(problem)
    }
  }
  const parsed = input.safeParse(read)
  if (parsed.success && problems.length === 0) return parsed.data
  const issues = parsed.error?.issues ?? []
  throw invalid([
    ...problems,
    ...issues.map((issue) => () => `${issue.path.join('.')} ${inWords(issue, read)}`),
  ])
}

function invalid(problems: readonly Problem[]): ProblemError {
  const named = problems.slice(0, MAX_PROBLEMS).map((problem) => problem())
  const left = problems.length - named.length
  const more = left > 0 ? [`and ${counted(left, 'more problem')}`] : []
  return new ProblemError('invalid_request', { facts: { problem: [...named, ...more].join('; ') } })
}

const taken = (known: readonly string[]): string =>
  known.length === 0 ? '(it takes none)' : `(it takes ${known.join(', ')})`

function tooMany(tool: string, count: number, known: readonly string[]): string {
  return `${tool} has been given ${counted(count, 'argument')} ${taken(known)}`
}

function unknownIn(tool: string, name: string, known: readonly string[]): string {
  const near = nearestParameter(name, known)
  const meant = near === undefined ? '' : `; did you mean ${near}?`
  return `${tool} has no parameter ${toShortLine(name)}${meant} ${taken(known)}`
}

/** Unknown members of objects in lists. The schemas allow them, as strict clients require, but they are errors. */
function unknownMembers(name: string, parameter: z.ZodType, value: unknown): Problem[] {
  const known = Object.keys(elementOf(parameter)?.shape ?? {})
  if (known.length === 0 || !Array.isArray(value)) return []
  return value.flatMap((item, index) =>
    Object.keys(objectOf(item) ?? {})
      .filter((member) => !known.includes(member))
      .map((member) => () => unknownIn(`${name}.${index}`, member, known)),
  )
}

function inWords(issue: z.core.$ZodIssue, read: Readonly<Record<string, unknown>>): string {
  if (issue.path.length === 1 && !Object.hasOwn(read, String(issue.path[0]))) return 'is missing'
  switch (issue.code) {
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? 'of another kind'}`
    case 'too_small':
      return `must be at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`
    case 'too_big':
      return `must be at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`
    default:
      // Messages of our own schemas; zod's begin with a capital.
      return /^[a-z]/.test(issue.message) ? issue.message : 'does not have the right form'
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}
const UNITS: Readonly<Record<string, string>> = { string: ' characters long', array: ' entries long' }
