import type { Role } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { AlertSettings } from './alert.ts'
import type { AlertsContext } from './context.ts'
import { decryptWebhookUrl, encryptWebhookUrl } from './webhook-url.ts'

export interface AlertSettingsChange {
  readonly emailRoles?: readonly Role[] | undefined
  /** null removes it. */
  readonly webhookUrl?: string | null | undefined
}

/** @throws ProblemError webhook_url_not_allowed */
export async function updateAlertSettings(
  context: AlertsContext,
  workspaceId: string,
  { emailRoles, webhookUrl }: AlertSettingsChange,
): Promise<AlertSettings> {
  if (typeof webhookUrl === 'string' && !context.webhookFetch.allows(webhookUrl))
    throw new ProblemError('webhook_url_not_allowed')
  const known = await context.store.alerts.settings(workspaceId)
  const encrypted =
    typeof webhookUrl === 'string' ? encryptWebhookUrl(context, workspaceId, webhookUrl) : null
  const next = {
    emailRoles: emailRoles ?? known.emailRoles,
    webhookUrlCiphertext: webhookUrl === undefined ? known.webhookUrlCiphertext : encrypted,
  }
  await context.store.alerts.updateSettings(workspaceId, next)
  return next
}

/** The host of the incoming webhook, without the secret part of its URL. */
export function webhookHostOf(
  context: Pick<AlertsContext, 'encryption'>,
  workspaceId: string,
  { webhookUrlCiphertext }: AlertSettings,
): string | null {
  if (webhookUrlCiphertext === null) return null
  return new URL(decryptWebhookUrl(context, workspaceId, webhookUrlCiphertext).reveal()).host
}
