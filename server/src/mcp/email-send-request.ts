import { toTimeLocale, type Locale } from '../kernel/locale.ts'
import { timeInWords } from '../kernel/time-in-words.ts'
import { EMAIL_WORDS } from '../outbound/email-words/index.ts'
import { quoted } from './format-result.ts'
import { sendRequestInWords, type RequestedSend } from './send-request-in-words.ts'
import type { ToolContext } from './tool.ts'

/** Maximum of waiting requests that are emailed, so that a repeating assistant does not fill a mailbox. */
const MAX_WAITING = 5

/**
 * Notifies the users who get the workspace's alerts that a send request waits, with a link to its page, which signs them in. The email
 * itself approves nothing. One email per campaign while it waits. Never rejects: the request was created, and its URL is in the result too.
 */
export async function emailSendRequest(
  context: ToolContext,
  request: RequestedSend,
  zone: string | null,
): Promise<void> {
  const { principal, store, now, log, notifyUsers } = context
  const { workspaceId } = principal
  try {
    // Of two concurrent requests, only the older one is emailed.
    const older = await store.sendRequests.waitingBefore(workspaceId, request.id, now().getTime())
    const isKnown = older.some(
      ({ connectionId, campaignId }) =>
        connectionId === request.connectionId && campaignId === request.campaign.id,
    )
    if (isKnown || older.length >= MAX_WAITING) return
    await notifyUsers(workspaceId, (locale) => messageOf(context, request, { zone, locale }))
  } catch (error) {
    log.error({ err: error, workspaceId }, 'send request not emailed')
  }
}

function messageOf(
  { principal }: ToolContext,
  request: RequestedSend,
  { zone, locale }: { readonly zone: string | null; readonly locale: Locale },
): { readonly subject: string; readonly text: string } {
  const words = EMAIL_WORDS[locale]
  const { subject, byAssistant, bySecretKey, review, thatIs } = words.sendRequest
  const { requestedBy, approvalUrl, expiresAt, timeZone } = request
  const by = principal.kind === 'assistant' ? byAssistant : bySecretKey
  const times = { locale: toTimeLocale(locale), thatIs }
  const until = timeInWords(new Date(expiresAt), [timeZone, zone], times)
  const paragraphs = [
    by(requestedBy === null ? null : quoted(requestedBy)),
    sendRequestInWords(request, zone, words),
    `${review(until)}\n${approvalUrl}\n`,
  ]
  return { subject, text: paragraphs.join('\n\n') }
}
