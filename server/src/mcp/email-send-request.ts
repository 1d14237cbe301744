import { timeInWords } from '../kernel/time-in-words.ts'
import { quoted } from './format-result.ts'
import { sendRequestInWords, type RequestedSend } from './send-request-in-words.ts'
import type { ToolContext } from './tool.ts'

/** An assistant that repeats itself must not fill a mailbox. */
const MAX_WAITING = 5

/**
 * Sends the users who get the workspace's alerts a message that a send request waits for them, with a link to the page that signs them in. The email
 * itself approves nothing. One for each campaign while it waits. Never rejects: the request is made, and its URL is in the answer, too.
 */
export async function emailSendRequest(
  context: ToolContext,
  request: RequestedSend,
  zone: string | null,
): Promise<void> {
  const { principal, store, now, log, notifyUsers } = context
  const { workspaceId } = principal
  try {
    // Of two at once, one is older, and its email says all.
    const older = await store.sendRequests.waitingBefore(workspaceId, request.id, now().getTime())
    const isKnown = older.some(
      ({ connectionId, campaignId }) =>
        connectionId === request.connectionId && campaignId === request.campaign.id,
    )
    if (isKnown || older.length >= MAX_WAITING) return
    await notifyUsers(workspaceId, {
      subject: 'A campaign waits for your approval',
      text: messageOf(context, request, zone),
    })
  } catch (error) {
    log.error({ err: error, workspaceId }, 'send request not emailed')
  }
}

function messageOf({ principal }: ToolContext, request: RequestedSend, zone: string | null): string {
  const { requestedBy, approvalUrl, expiresAt, timeZone } = request
  const kind = principal.kind === 'assistant' ? 'The assistant' : 'The secret key'
  const who = requestedBy === null ? kind : `${kind} ${quoted(requestedBy)}`
  const until = timeInWords(new Date(expiresAt), [timeZone, zone])
  return [
    `${who} asks to send a campaign. Nothing has been sent.`,
    sendRequestInWords(request, zone),
    `Review it, and approve or decline it, until ${until}. The page asks you to sign in; this email approves nothing:\n${approvalUrl}\n`,
  ].join('\n\n')
}
