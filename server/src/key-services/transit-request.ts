import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { ConfigError } from '../config/config.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import type { Secret } from '../kernel/secret.ts'
import { SECOND } from '../kernel/time.ts'
import { KEY_SERVICE_TIMEOUT_MS } from './key-service.ts'

export interface TransitAccess {
  /** Without a path. */
  readonly url: string
  readonly token: Secret
  /** The file with the token, read again for each request; null if the token is in a variable. */
  readonly tokenFile: string | null
  readonly namespace: string | null
}

interface TransitResponse {
  readonly data: Readonly<Record<string, unknown>>
  readonly auth: Readonly<Record<string, unknown>>
}

/** @param path below `/v1/` */
export type TransitRequest = (
  method: 'GET' | 'POST',
  path: string,
  body?: Readonly<Record<string, string>>,
) => Promise<TransitResponse>

const RETRY_DELAYS_MS = [SECOND / 2, 2 * SECOND]
/** Too many requests, not ready, a standby without an active node, or a gateway's error. */
const TEMPORARY = new Set([429, 500, 502, 503, 504])

/** Sends requests to the HTTP API of Vault. Temporary errors are retried, three attempts in all. */
export function createTransitRequest(access: TransitAccess): TransitRequest {
  return async (method, path, body) => {
    for (let attempt = 0; ; attempt++) {
      const response = await send(access, method, path, body)
      if (typeof response !== 'string' && response.ok) return readAnswer(response)
      const delay = RETRY_DELAYS_MS[attempt]
      const mayPass = typeof response === 'string' || TEMPORARY.has(response.status)
      if (!mayPass || delay === undefined) throw new ConfigError(await inWords(access, path, response))
      if (typeof response !== 'string') await response.body?.cancel()
      await pause(delay)
    }
  }
}

/** @returns why there is no response, if there is none */
async function send(
  access: TransitAccess,
  method: string,
  path: string,
  body: Readonly<Record<string, string>> | undefined,
): Promise<Response | string> {
  try {
    return await fetch(`${access.url}/v1/${path}`, {
      method,
      headers: {
        'x-vault-request': 'true',
        'x-vault-token': tokenOf(access),
        ...(access.namespace !== null && { 'x-vault-namespace': access.namespace }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      // A redirect would send the token to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(KEY_SERVICE_TIMEOUT_MS),
    })
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const cause = error instanceof Error ? (error.cause ?? error) : error
    return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : reasonOf(cause)
  }
}

function tokenOf({ token, tokenFile }: TransitAccess): string {
  if (tokenFile === null) return token.reveal()
  try {
    return readFileSync(tokenFile, 'utf8').trim()
  } catch (cause) {
    throw new ConfigError(
      `LETTERLOCK_VAULT_TOKEN_FILE is “${tokenFile}”, which cannot be read (${reasonOf(cause)}): set it to a file that this user can read.`,
      { cause },
    )
  }
}

const MEMBERS = z.record(z.string(), z.unknown()).nullish()
/** A response; anything else, such as a proxy's error page, counts as empty. */
const ANSWER = z
  .object({ data: MEMBERS, auth: MEMBERS, errors: z.array(z.string()).catch([]) })
  .catch({ data: null, auth: null, errors: [] })

async function readAnswer(response: Response): Promise<TransitResponse> {
  const { data, auth } = ANSWER.parse(await response.json().catch(() => null))
  return { data: data ?? {}, auth: auth ?? {} }
}

async function inWords(
  { url, namespace }: TransitAccess,
  path: string,
  response: Response | string,
): Promise<string> {
  const server = `Vault at ${url} (LETTERLOCK_VAULT_URL)`
  if (typeof response === 'string')
    return `${server} does not respond (${response}): start it, or correct the URL.`
  const place = namespace === null ? path : `${path} of the namespace ${namespace}`
  const said = await errorsIn(response)
  switch (response.status) {
    case 307:
      return `${server} is a standby that redirects: set LETTERLOCK_VAULT_URL to the active server, or to a load balancer.`
    case 400:
      return `${server} rejects ${place}${said}: make sure that LETTERLOCK_KEY_SERVICE names the key that wrapped LETTERLOCK_ENCRYPTION_KEYS.`
    case 403:
      return `${server} denies ${place}${said}: allow “update” on this path in the policy of LETTERLOCK_VAULT_TOKEN, or use a token that has not expired.`
    case 404:
      return `${server} has no ${place}${said}: correct mount and key in LETTERLOCK_KEY_SERVICE, or LETTERLOCK_VAULT_NAMESPACE.`
    case 503:
      return `${server} is not ready${said}: see “vault status”, and start again.`
    default:
      return `${server} responds to ${place} with ${response.status}${said}: check its log.`
  }
}

const MAX_SAID_LENGTH = 200

/** The errors in Vault's response, which contain no secret. */
async function errorsIn(response: Response): Promise<string> {
  const { errors } = ANSWER.parse(await response.json().catch(() => null))
  const said = errors.join('; ').replaceAll(/\s+/g, ' ').trim().slice(0, MAX_SAID_LENGTH)
  return said === '' ? '' : ` (${said})`
}
