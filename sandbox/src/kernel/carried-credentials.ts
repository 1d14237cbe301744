import type { RecordedCredential } from '../recorded-exchange.ts'
import { readBasic } from './authorization-header.ts'
import type { KnownCredential } from './known-credential.ts'

/** Parameters with credentials, of all providers. */
const PARAMETERS = [
  'access_token',
  'api_key',
  'client_id',
  'code',
  'new_client_id',
  'old_client_id',
  'refresh_token',
]

type Find = (text: string) => KnownCredential | undefined

/** Credentials of the header `Authorization`, in any of its forms. */
export function carriedInHeader(authorization = '', find: Find): RecordedCredential[] {
  const all = textsOf(authorization).map((text) => carried('Authorization', text, find))
  const known = all.filter(({ kind }) => kind !== undefined)
  // A credential may be next to its secret, or to an arbitrary user name.
  return known.length > 0 ? known : all.slice(-1)
}

/** `Bearer x` and the like, both parts of `Basic …`, or the client and the token of `OAuth …` (RFC 5849). */
function textsOf(authorization: string): string[] {
  const basic = readBasic(authorization)
  if (basic) return [basic.id, basic.secret ?? ''].filter(Boolean)
  const signed = [...authorization.matchAll(/oauth_(?:consumer_key|token)="([^"]+)"/g)]
  const found = signed.length > 0 ? signed : [...authorization.matchAll(/^\S+\s+(\S+)\s*$/g)]
  return found.map(([, text = '']) => text)
}

/** Credentials of a query or a form. */
export function carriedInParameters(parameters: unknown, find: Find): RecordedCredential[] {
  return PARAMETERS.flatMap((name) => {
    const text: unknown = Reflect.get(Object(parameters), name)
    return typeof text === 'string' && text !== '' ? [carried(name, text, find)] : []
  })
}

const carried = (place: string, text: string, find: Find): RecordedCredential => ({
  place,
  hint: hintOf(text),
  ...find(text),
})

/** The first and last characters of a long credential, because the last may be only the data center. */
const hintOf = (text: string): string => `${text.length < 16 ? '' : text.slice(0, 4)}…${text.slice(-4)}`
