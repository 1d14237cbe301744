import { createHmac } from 'node:crypto'
import type { Secret } from '../kernel/secret.ts'

const PREFIX = 'whsec_'

/**
 * The header `webhook-signature` of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, `v1,…` for each secret, separated by blanks.
 *
 * @param secrets `whsec_` and base64, newest first
 * @param timestampSeconds of the attempt, as in `webhook-timestamp`
 */
export function signWebhook(
  secrets: readonly Secret[],
  {
    id,
    timestampSeconds,
    body,
  }: { readonly id: string; readonly timestampSeconds: number; readonly body: string },
): string {
  const content = `${id}.${timestampSeconds}.${body}`
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.reveal().slice(PREFIX.length), 'base64')
      return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
    })
    .join(' ')
}
