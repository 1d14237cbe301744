import type { AlertsContext } from './context.ts'
import { turnOffHint, type AlertMessage } from './alert-message.ts'
import { decryptWebhookUrl } from './webhook-url.ts'

/** Sends a message to all recipients in the settings of the workspace. A failure is logged; the other messages are still sent. */
export async function sendAlert(
  context: AlertsContext,
  workspaceId: string,
  message: AlertMessage,
): Promise<void> {
  const { store, mailer, webhookFetch, log, publicUrl } = context
  const { emailRoles, webhookUrlCiphertext } = await store.alerts.settings(workspaceId)
  const recipients = emailRoles.length === 0 ? [] : await store.alerts.recipients(workspaceId, emailRoles)
  const failed = (error: unknown): void => log.error({ err: error, workspaceId }, 'alert not sent')
  for (const { email } of recipients)
    await mailer
      .send({ to: email, subject: message.subject, text: `${message.text}${turnOffHint(publicUrl())}` })
      .catch(failed)
  if (webhookUrlCiphertext === null) return
  const url = decryptWebhookUrl(context, workspaceId, webhookUrlCiphertext)
  const { status } = await webhookFetch(url.reveal(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: `${message.subject}\n${message.text}` }),
  }).catch((error: unknown) => {
    failed(error)
    return { status: null }
  })
  if (status !== null && (status < 200 || status > 299))
    log.warn({ workspaceId, statusCode: status }, 'alert not accepted by the incoming webhook')
}
