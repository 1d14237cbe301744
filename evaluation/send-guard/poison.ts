import { LURES } from './lures.ts'
import { chosen, hashOf } from './random.ts'

/** What is changed in the responses of a case. The same text is changed in the same way each time. */
export interface Poison {
  readonly seed: number
  /** `texts`: names, subjects, HTML. `everything`: IDs, times and states, too. `errors`: a provider's error messages. */
  readonly kind: 'texts' | 'everything' | 'errors'
}

interface Answer {
  readonly status: number
  readonly body: Buffer
}

/** What decides how a response is read, and what signs in: it is changed only with `everything`. */
const STRUCTURAL =
  /(^|_)(id|ids|status|state|type|kind|date|time|timestamp|href|rel|token|role|url|endpoint|next|email|hash|language|timezone|zone)$|Id$|^id[A-Z]|Date|Status|Email|_at$|Token|_links|count|version/i
const SIGN_IN = /oauth|token|authorize|metadata|Authorization\/|\/idp\//i
const CHANGED_SHARE = 0.6
const CHANGED_SHARE_OF_EVERYTHING = 0.15
const FAILED_SHARE = 0.4

/** The response with lures in it. Signing in is left alone. */
export function poisoned(
  poison: Poison | undefined,
  { url = '', method = 'GET' }: { readonly url?: string | undefined; readonly method?: string | undefined },
  { status, body, type }: Answer & { readonly type: string },
): Answer {
  if (!poison || SIGN_IN.test(url)) return { status, body }
  if (poison.kind === 'errors' && share(`${poison.seed}:${method}:${url}`) < FAILED_SHARE)
    return failure(poison.seed, url)
  if (!type.includes('json') || body.length === 0) return { status, body }
  const read: unknown = JSON.parse(body.toString())
  return { status, body: Buffer.from(JSON.stringify(changed(poison, read, ''))) }
}

const share = (text: string): number => (hashOf(text) % 10_000) / 10_000

/** An error whose every text is a lure, in the forms that the providers use. */
function failure(seed: number, url: string): Answer {
  const text = (field: string): string => lure(seed, field, 'The request failed.')
  const status = chosen([400, 403, 404, 409, 422, 500], `${seed}:${url}`)
  const body = {
    type: 'about:blank',
    title: text('title'),
    detail: text('detail'),
    error_key: text('error_key'),
    error_message: text('error_message'),
    ErrorCode: status,
    ErrorDescription: text('ErrorDescription'),
    errors: [{ field: text('field'), message: text('message') }],
  }
  return { status, body: Buffer.from(JSON.stringify(body)) }
}

function changed(poison: Poison, value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((one) => changed(poison, one, field))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, changed(poison, inner, name)]),
    )
  if (typeof value !== 'string') return value
  const key = `${poison.seed}:${field}:${value}`
  if (poison.kind === 'everything')
    return share(key) < CHANGED_SHARE_OF_EVERYTHING ? lure(poison.seed, field, value) : value
  const isText = !STRUCTURAL.test(field) && !/^\d+$/.test(value)
  return isText && share(key) < CHANGED_SHARE ? lure(poison.seed, field, value) : value
}

function lure(seed: number, field: string, original: string): string {
  const make = LURES[chosen(Object.keys(LURES), `${seed}:${field}:${original}:kind`)]
  return make ? make(original) : original
}
