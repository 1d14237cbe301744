import { nextStepIn, sayIn } from '../connections/status-sentences.ts'
import { toShortLine } from '../kernel/foreign-text.ts'
import { EMAIL_WORDS } from '../outbound/email-words/index.ts'
import type { AlertGroup } from './alert.ts'
import type { AlertSubject } from './alert-message.ts'
import { clientSecretSubject } from './client-secret-subject.ts'
import { statusNow } from './connection-cause.ts'
import type { AlertsContext } from './context.ts'

/** Describes the cause of an alert; null if the connection that it names was deleted: the next poll names another one. */
export async function alertSubject(
  context: AlertsContext,
  { workspaceId, cause, count, subjectId }: AlertGroup,
): Promise<AlertSubject | null> {
  const { store, publicUrl } = context
  if (cause.startsWith('webhook_endpoint ')) {
    const isGone = cause.endsWith(' gone')
    return {
      title: { kind: 'webhook_endpoint', isGone },
      detail: (locale) => EMAIL_WORDS[locale].alert.webhookEndpoint[isGone ? 'gone' : 'failing'],
      nextStep: (locale) => EMAIL_WORDS[locale].alert.webhookEndpoint.nextStep,
      url: `${publicUrl()}/webhooks/${subjectId}`,
    }
  }
  if (cause.startsWith('client_secret ')) return clientSecretSubject(context, workspaceId, subjectId)
  const connection = await store.connections.read(workspaceId, subjectId)
  if (!connection) return null
  const { status: current, providerName } = statusNow(context, connection)
  const { status, sentences, nextStepCode } = current
  return {
    title: {
      kind: 'connections',
      count,
      account: count === 1 ? toShortLine(connection.account.name) : null,
      provider: providerName,
      isLost: status === 'disconnected',
    },
    detail: (locale) => sayIn(locale, sentences, providerName),
    nextStep: (locale) => nextStepCode && nextStepIn(locale, nextStepCode, providerName),
    url: count === 1 ? `${publicUrl()}/connections/${connection.id}` : `${publicUrl()}/`,
  }
}
