import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { verifyWebhook, WebhookVerificationError, type VerifyWebhookInput } from './webhooks.ts'

const NOW = new Date('2026-11-26T12:00:00Z')
const TIMESTAMP = String(NOW.getTime() / 1000)
const SECRET = `whsec_${randomBytes(32).toString('base64')}`
const OTHER = `whsec_${randomBytes(32).toString('base64')}`
const BODY = JSON.stringify({ id: 'evt_1', type: 'connection.created', data: { name: 'Ünïcode ✉' } })

const sign = (secret: string, body = BODY, timestamp = TIMESTAMP): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`evt_1.${timestamp}.${body}`)
    .digest('base64')}`

const webhook = (more: Partial<VerifyWebhookInput> = {}, signature = sign(SECRET)): VerifyWebhookInput => ({
  body: BODY,
  headers: { 'webhook-id': 'evt_1', 'webhook-timestamp': TIMESTAMP, 'webhook-signature': signature },
  secret: SECRET,
  now: NOW,
  ...more,
})

async function codeOf(input: VerifyWebhookInput): Promise<string> {
  try {
    await verifyWebhook(input)
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.code
    throw error
  }
  return 'verified'
}

test('a signed webhook gives its event, from text or bytes, Headers or a record in any case', async () => {
  const event: unknown = JSON.parse(BODY)
  assert.deepEqual(await verifyWebhook(webhook()), event)
  assert.deepEqual(await verifyWebhook(webhook({ body: new TextEncoder().encode(BODY) })), event)
  const headers = webhook().headers as Record<string, string>
  assert.deepEqual(await verifyWebhook(webhook({ headers: new Headers(headers) })), event)
  const upper = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
  )
  assert.deepEqual(await verifyWebhook(webhook({ headers: upper })), event)
})

test('a parsed body and a missing secret are refused in a sentence that says what to pass', async () => {
  const parsed: unknown = JSON.parse(BODY)
  // Values that JavaScript may pass, but the types do not allow.
  const untyped = (more: { body?: unknown; secret?: unknown }): VerifyWebhookInput =>
    Object.assign(webhook(), more)
  const cases: [string, RegExp, VerifyWebhookInput][] = [
    ['body_invalid', /express\.raw/, untyped({ body: parsed })],
    ['body_invalid', /express\.raw/, untyped({ body: undefined })],
    ['secret_invalid', /Set the secret/, untyped({ secret: undefined })],
    ['secret_invalid', /Set the secret/, webhook({ secret: [] })],
    ['secret_invalid', /Set the secret/, webhook({ secret: '' })],
  ]
  for (const [code, message, input] of cases)
    await assert.rejects(verifyWebhook(input), { name: 'WebhookVerificationError', code, message })
})

test('during a rotation, any of the secrets and any of the signatures will do', async () => {
  assert.equal(await codeOf(webhook({ secret: [OTHER, SECRET] })), 'verified')
  assert.equal(await codeOf(webhook({}, `v1a,abc v1,! ${sign(OTHER)} ${sign(SECRET)}`)), 'verified')
})

test('what is not signed, not whole or not of now is refused, each with its code', async () => {
  const late = String(Number(TIMESTAMP) - 301)
  const headers = webhook().headers as Record<string, string>
  const cases: [string, VerifyWebhookInput][] = [
    ['signature_invalid', webhook({ body: BODY.replace('✉', '!') })],
    ['signature_invalid', webhook({ secret: OTHER })],
    ['signature_invalid', webhook({}, sign(SECRET).replace('v1,', 'v2,'))],
    ['signature_invalid', webhook({}, 'v1,')],
    ['signature_invalid', webhook({}, `${sign(SECRET).slice(0, -8)}AAAAAAA=`)],
    ['signature_invalid', webhook({ headers: { ...headers, 'webhook-id': 'evt_2' } })],
    ['timestamp_out_of_tolerance', webhook({ headers: { ...headers, 'webhook-timestamp': late } })],
    ['timestamp_out_of_tolerance', webhook({ now: new Date(NOW.getTime() - 301_000) })],
    ['timestamp_invalid', webhook({ headers: { ...headers, 'webhook-timestamp': '1e9' } })],
    ['header_missing', webhook({ headers: { ...headers, 'webhook-signature': undefined } })],
    ['secret_invalid', webhook({ secret: SECRET.slice(6) })],
    ['secret_invalid', webhook({ secret: 'whsec_' })],
    ['body_invalid', webhook({ body: '{' }, sign(SECRET, '{'))],
  ]
  for (const [code, input] of cases) assert.equal(await codeOf(input), code, JSON.stringify(input))
  assert.equal(
    await codeOf(webhook({ now: new Date(NOW.getTime() + 301_000), toleranceSeconds: 400 })),
    'verified',
  )
})

test('however many signatures a webhook claims, its body is hashed once for each secret', async (t) => {
  const hashed = t.mock.method(crypto.subtle, 'sign')
  const verified = t.mock.method(crypto.subtle, 'verify')
  const times = (): number => hashed.mock.callCount() + verified.mock.callCount()
  const claims = Array.from({ length: 300 }, () => `v1,${randomBytes(32).toString('base64')}`)
  const secret = [OTHER, SECRET]
  assert.equal(await codeOf(webhook({ secret }, claims.join(' '))), 'signature_invalid')
  assert.equal(times(), 2)
  assert.equal(await codeOf(webhook({ secret }, [...claims, sign(SECRET)].join(' '))), 'verified')
  assert.equal(times(), 4)
})
