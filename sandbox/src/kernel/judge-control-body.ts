import { isJson } from '../is-json.ts'

type Check = readonly [what: string, fits: (value: unknown) => boolean]

const TEXT: Check = ['a text', (value) => typeof value === 'string']
const TEXTS: Check = ['a list of texts', (value) => Array.isArray(value) && value.every(TEXT[1])]
const BOOLEAN: Check = ['true or false', (value) => typeof value === 'boolean']
const COUNT: Check = [
  'a whole number from 0 to 100000',
  (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100_000,
]

/** All other members are strings. */
const OTHERS: Readonly<Record<string, Check>> = { redirectUris: TEXTS, deactivated: BOOLEAN, count: COUNT }

/** The error in a body of the control API about apps, users and grants, as a sentence; undefined if it is valid. */
export function judgeControlBody(body: unknown): string | undefined {
  if (!isJson(body)) return 'The body must be a JSON object.'
  for (const [name, value] of Object.entries(body)) {
    const [what, fits] = (Object.hasOwn(OTHERS, name) && OTHERS[name]) || TEXT
    if (!fits(value)) return `"${name}" must be ${what}.`
  }
  return undefined
}

/** The error in new values of switches; undefined if they are valid. */
export function judgeSwitches(changes: unknown, switches: object): string | undefined {
  if (!isJson(changes)) return 'The body must be a JSON object.'
  const known = new Map<string, unknown>(Object.entries(switches))
  for (const [name, value] of Object.entries(changes)) {
    if (!known.has(name)) return `There is no switch ${name}. There are: ${[...known.keys()].join(', ')}.`
    const old = known.get(name)
    const fits = old === null ? typeof value !== 'object' : typeof value === typeof old
    if (value !== null && !fits) return `"${name}" must be of type ${old === null ? 'number' : typeof old}.`
  }
  return undefined
}
