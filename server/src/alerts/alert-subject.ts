import { said } from '../kernel/foreign-text.ts'
import type { AlertGroup } from './alert.ts'
import type { AlertSubject } from './alert-message.ts'
import { clientSecretSubject } from './client-secret-subject.ts'
import { statusNow } from './connection-cause.ts'
import type { AlertsContext } from './context.ts'

/** What a cause is, in words. null: the connection that it names was deleted; the next poll names another one. */
export async function alertSubject(
  context: AlertsContext,
  { workspaceId, cause, count, subjectId }: AlertGroup,
): Promise<AlertSubject | null> {
  const { store, publicUrl } = context
  if (cause.startsWith('webhook_endpoint '))
    return {
      title: cause.endsWith(' gone') ? 'A webhook endpoint is disabled' : 'A webhook endpoint is paused',
      detail: cause.endsWith(' gone')
        ? 'It answered 410 Gone, so no more events are sent to it.'
        : 'It has accepted nothing for three days. Events wait for up to seven days.',
      nextStep: 'Enable it when it works again.',
      url: `${publicUrl()}/webhooks/${subjectId}`,
    }
  if (cause.startsWith('client_secret ')) return clientSecretSubject(context, workspaceId, subjectId)
  const connection = await store.connections.read(workspaceId, subjectId)
  if (!connection) return null
  const { status: current, providerName } = statusNow(context, connection)
  const { status, detail, nextStep } = current
  const condition = status === 'disconnected' ? 'disconnected' : 'expiring soon'
  const title =
    count === 1
      ? `${said(connection.account.name)} (${providerName}) is ${condition}`
      : `${count} ${providerName} accounts are ${condition}`
  const url = count === 1 ? `${publicUrl()}/connections/${connection.id}` : `${publicUrl()}/`
  return { title, detail, nextStep, url }
}
