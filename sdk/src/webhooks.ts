import type { LetterlockEvent } from './wire.ts'

export type { LetterlockEvent } from './wire.ts'

/** Why a webhook was rejected. */
export type WebhookVerificationErrorCode =
  | 'header_missing'
  | 'timestamp_invalid'
  | 'timestamp_out_of_tolerance'
  | 'signature_invalid'
  | 'secret_invalid'
  | 'body_invalid'

/** The request is not a webhook of Letterlock, or not a recent one. Respond with 400. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
  readonly code: WebhookVerificationErrorCode

  constructor(code: WebhookVerificationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Input of {@link verifyWebhook}. */
export interface VerifyWebhookInput {
  /** The raw body: parsing and serializing it changes the bytes. */
  body: string | Uint8Array
  /** The headers of the request, from `fetch` or Node. */
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** The endpoint's signing secret (`whsec_…`); both while it is rotated. */
  secret: string | readonly string[]
  /** The maximum age of the webhook, and clock difference, in seconds. Default: 300. */
  toleranceSeconds?: number
  /** For tests. */
  now?: Date
}

const DEFAULT_TOLERANCE_SECONDS = 300
const PREFIX = 'whsec_'

/**
 * Verifies the signature and the timestamp of a webhook, and returns its event. Compares in constant time. Works in Node, browsers and
 * edge runtimes.
 *
 * @throws WebhookVerificationError
 * @see https://www.standardwebhooks.com
 */
export async function verifyWebhook({
  body,
  headers,
  secret,
  toleranceSeconds = DEFAULT_TOLERANCE_SECONDS,
  now = new Date(),
}: VerifyWebhookInput): Promise<LetterlockEvent> {
  const secrets = [secret].flat()
  if (secrets.length === 0) throw secretInvalid()
  if (typeof body !== 'string' && !ArrayBuffer.isView(body))
    throw new WebhookVerificationError(
      'body_invalid',
      "The body is not text or bytes. Pass it as it arrived, before it is parsed: in Express with express.raw({ type: 'application/json' }).",
    )
  const id = readHeader(headers, 'webhook-id')
  const timestamp = readHeader(headers, 'webhook-timestamp')
  const signatures = readHeader(headers, 'webhook-signature').split(' ')
  assertTimely(timestamp, toleranceSeconds, now)
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), bytes)
  const keys = await Promise.all(secrets.map(importKey))
  // The body is hashed once for each secret, however many signatures the header claims.
  const expected = await Promise.all(
    keys.map(async (key) => new Uint8Array(await crypto.subtle.sign('HMAC', key, signed))),
  )
  const claimed = signatures.flatMap((signature) =>
    signature.startsWith('v1,') ? (decode(signature.slice(3)) ?? []) : [],
  )
  if (!expected.some((one) => claimed.some((other) => areEqual(one, other))))
    throw new WebhookVerificationError(
      'signature_invalid',
      'No signature of the webhook fits its body and the signing secret. Pass the body unchanged and the secret of this endpoint.',
    )
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as LetterlockEvent
  } catch (cause) {
    throw new WebhookVerificationError('body_invalid', 'The body of the webhook is not JSON.', { cause })
  }
}

function readHeader(headers: VerifyWebhookInput['headers'], name: string): string {
  const found =
    headers instanceof Headers
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  const value = typeof found === 'object' && found !== null ? found[0] : found
  if (!value) throw new WebhookVerificationError('header_missing', `The request has no header ${name}.`)
  return value
}

function assertTimely(timestamp: string, toleranceSeconds: number, now: Date): void {
  if (!/^\d{1,12}$/.test(timestamp))
    throw new WebhookVerificationError(
      'timestamp_invalid',
      'The header webhook-timestamp is not a time in seconds.',
    )
  const distance = Math.abs(now.getTime() / 1000 - Number(timestamp))
  if (distance > toleranceSeconds)
    throw new WebhookVerificationError(
      'timestamp_out_of_tolerance',
      `The webhook was sent ${Math.round(distance)} seconds from now. Check the clock of this machine.`,
    )
}

type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

async function importKey(secret: string): Promise<HmacKey> {
  // Without type checks, a missing environment variable is undefined.
  const bytes =
    typeof secret === 'string' && secret.startsWith(PREFIX) ? decode(secret.slice(PREFIX.length)) : null
  if (bytes === null || bytes.length === 0) throw secretInvalid()
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

function secretInvalid(): WebhookVerificationError {
  return new WebhookVerificationError(
    'secret_invalid',
    `The signing secret is missing or not one: it begins with ${PREFIX}, and base64 follows. Set the secret that was shown when the endpoint was created.`,
  )
}

/** null: it is not base64. */
function decode(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0)
  } catch {
    return null
  }
}

/** Takes as long wherever they differ. */
function areEqual(expected: Uint8Array, claimed: Uint8Array): boolean {
  if (claimed.length !== expected.length) return false
  let difference = 0
  for (const [index, byte] of expected.entries()) difference |= byte ^ (claimed[index] ?? 0)
  return difference === 0
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
