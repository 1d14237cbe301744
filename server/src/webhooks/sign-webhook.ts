import { createHmac, type KeyObject } from 'node:crypto'

/**
 * The header `webhook-signature` of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, `v1,…` for each key, separated by blanks.
 *
 * @param keys newest first
 * @param timestampSeconds of the attempt, as in `webhook-timestamp`
 */
export function signWebhook(
  keys: readonly KeyObject[],
  {
    id,
    timestampSeconds,
    body,
  }: { readonly id: string; readonly timestampSeconds: number; readonly body: string },
): string {
  const content = `${id}.${timestampSeconds}.${body}`
  return keys.map((key) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`).join(' ')
}
