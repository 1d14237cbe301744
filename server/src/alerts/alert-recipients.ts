import { INCOMING_WEBHOOK, type AlertRecipient } from './alert.ts'
import { turnOffHint, type AlertMessage, type MessageIn } from './alert-message.ts'
import type { AlertsContext } from './context.ts'
import { decryptWebhookUrl } from './webhook-url.ts'

/** The recipients of a workspace's alerts, by user ID or `INCOMING_WEBHOOK`. */
export interface AlertRecipients {
  readonly ids: readonly string[]
  /**
   * Sends a message in the recipient's language; in English to a user whose language is unknown, and to the incoming webhook.
   * @throws if the message is not accepted, or the recipient is unknown
   */
  send(id: string, message: MessageIn): Promise<void>
}

export async function recipientsOf(context: AlertsContext, workspaceId: string): Promise<AlertRecipients> {
  const { store, mailer, publicUrl } = context
  const { emailRoles, webhookUrlCiphertext } = await store.alerts.settings(workspaceId)
  const recipients = emailRoles.length === 0 ? [] : await store.alerts.recipients(workspaceId, emailRoles)
  const users = new Map<string, AlertRecipient>(recipients.map((one) => [one.userId, one]))
  return {
    ids: [...users.keys(), ...(webhookUrlCiphertext === null ? [] : [INCOMING_WEBHOOK])],
    async send(id, message) {
      if (id === INCOMING_WEBHOOK && webhookUrlCiphertext !== null)
        return sendToWebhook(
          context,
          decryptWebhookUrl(context, workspaceId, webhookUrlCiphertext).reveal(),
          message('en'),
        )
      const user = users.get(id)
      if (!user) throw new TypeError(`${id} gets no alerts`)
      const locale = user.locale ?? 'en'
      const { subject, text } = message(locale)
      await mailer.send({ to: user.email, subject, text: `${text}${turnOffHint(publicUrl(), locale)}` })
    },
  }
}

async function sendToWebhook(
  { webhookFetch }: AlertsContext,
  url: string,
  { subject, text }: AlertMessage,
): Promise<void> {
  const { status } = await webhookFetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: escaped(`${subject}\n${text}`) }),
  })
  if (status < 200 || status > 299) throw new TypeError(`the incoming webhook responded with ${status}`)
}

/** A name must not become a link or a mention (docs.slack.dev, formatting message text). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
