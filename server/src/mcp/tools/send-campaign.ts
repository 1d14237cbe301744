import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import { createSendRequest } from '../../email-marketing/sending/create-send-request.ts'
import { declineSendRequest } from '../../email-marketing/sending/decline-send-request.ts'
import { sendTime } from '../../email-marketing/model/input-schemas.ts'
import { campaignStatus } from '../../email-marketing/model/schemas.ts'
import { approveSendRequest } from '../../email-marketing/sending/approve-send-request.ts'
import { SEND_REQUEST_VIEW } from '../app-views/app-views.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { timeInWords, zoneOrNull } from '../../kernel/time-in-words.ts'
import { SEND_REQUEST_LIFETIME_MINUTES } from '../../kernel/limits.ts'
import { emailSendRequest } from '../email-send-request.ts'
import { toShortLine } from '../../kernel/foreign-text.ts'
import { quoted } from '../format-result.ts'
import { sendRequestInWords, type RequestedSend } from '../send-request-in-words.ts'
import { defineTool, type ToolAnswer, type ToolContext } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

const remembered = z.object({ sendRequestId: z.string() })

const sendRequest = sourced(
  z.object({
    status: z.enum(['approval_required', 'approved', 'declined']),
    campaign: z.string(),
    campaignStatus: campaignStatus.nullable(),
    approvalText: z.string().nullable(),
    recipientCount: z.number().nullable(),
    scheduledAt: z.string().nullable(),
    approvalUrl: z.string().nullable(),
    expiresAt: z.string().nullable(),
  }),
)
type SendRequestRecord = z.infer<typeof sendRequest>

export const sendCampaignTool = defineTool({
  name: 'send_campaign',
  title: 'Send a campaign after approval',
  description:
    'Asks the user to approve sending a campaign, now or at a time. The user sees what is sent to whom, and types a name to approve, in your client or on a page whose URL you give them. Nothing is sent until then, and you cannot approve for them. Afterwards, get_campaign shows the status.',
  toolset: 'sending',
  scope: 'campaigns:send',
  effect: 'send',
  input: z.object({
    ...campaignInput,
    // No `format`: JSON Schema has none for a time without an offset.
    scheduledAt: z
      .string()
      .refine((time) => sendTime.safeParse(time).success, 'pass date and time, such as 2027-01-31T09:00')
      .optional()
      .describe(
        'Such as 2027-01-31T09:00; without an offset in timeZone, or else in the account’s zone. Default: now',
      ),
    timeZone: z.string().max(64).optional().describe('The user’s own, such as Europe/Rome'),
  }),
  output: sendRequest,
  view: SEND_REQUEST_VIEW,
  openWorld: true,
  async answer(context, input) {
    const { client } = context
    const zone = userZone(input.timeZone)
    const asked = remembered.safeParse(client.remembered)
    if (client.answer && asked.success) return answered(context, input, asked.data.sendRequestId)
    if (!client.showsForms && !(await context.hasUsers())) throw new ProblemError('approver_unavailable')
    const request = await requestApproval(context, input, zone)
    const { id, approvalText } = request
    if (client.showsForms)
      return {
        kind: 'form',
        message: `${sendRequestInWords(request, zone)}\nTo approve, type what is in quotes: ${quoted(approvalText)}`,
        label: 'Name',
        remember: { sendRequestId: id },
      }
    void emailSendRequest(context, request, zone)
    return approvalRequired(request, zone)
  },
})

interface SendInput {
  readonly connection?: string | undefined
  readonly campaign: string
  readonly scheduledAt?: string | undefined
  readonly timeZone?: string | undefined
}

/** Creates a send request that only a signed-in user, or the user of the client, can approve. */
async function requestApproval(
  context: ToolContext,
  input: SendInput,
  timeZone: string | null,
): Promise<RequestedSend> {
  const { principal, signal } = context
  const { scheduledAt = null } = input
  return inAccount(context, input, async ({ connection: { id: connectionId } }, { campaign }) =>
    createSendRequest(
      context,
      principal,
      { connectionId, campaignId: campaign, scheduledAt, timeZone, byUser: true },
      signal,
    ),
  )
}

function approvalRequired(request: RequestedSend, zone: string | null): ToolAnswer<SendRequestRecord> {
  const { campaign, approvalUrl, approvalText, recipientCount, scheduledAt, expiresAt, source } = request
  return {
    summary: `Nothing has been sent. The user reviews and approves it here, within ${SEND_REQUEST_LIFETIME_MINUTES} minutes: ${approvalUrl}\n${sendRequestInWords(request, zone)}`,
    structured: {
      ...NONE,
      status: 'approval_required',
      campaign: campaign.id,
      approvalText,
      recipientCount,
      scheduledAt,
      approvalUrl,
      expiresAt,
      source,
    },
  }
}

/** Ignores the errors of a send request that has ended, which cannot be sent anyway. @throws any other error */
function unlessEnded(error: unknown): void {
  if (!(error instanceof ProblemError) || error.code !== 'send_request_expired') throw error
}

/** Sends or declines after the user's answer in the client. */
async function answered(
  context: ToolContext,
  input: SendInput,
  sendRequestId: string,
): Promise<ToolAnswer<SendRequestRecord>> {
  const { principal, client, signal } = context
  const { source, sent, campaign } = await inAccount(context, input, async (_account, { campaign }) => {
    if (!client.answer?.accepted) {
      await declineSendRequest(context, principal, sendRequestId).catch(unlessEnded)
      return { campaign, sent: null }
    }
    const given = { id: sendRequestId, approvalText: client.answer.typed }
    return {
      campaign,
      sent: await approveSendRequest(context, principal, given, { signal, saidByUser: true }),
    }
  })
  if (!sent)
    return {
      summary: 'The user declined. Nothing was sent.',
      structured: { ...NONE, status: 'declined', campaign, source },
    }
  const { status, scheduledAt } = sent
  const when =
    scheduledAt === null ? '' : `, time ${timeInWords(new Date(scheduledAt), [userZone(input.timeZone)])}`
  return {
    summary: `The user approved. The campaign is ${status}${when}.`,
    structured: {
      ...NONE,
      status: 'approved',
      campaign,
      campaignStatus: status,
      scheduledAt,
      source,
    },
  }
}

const NONE = {
  campaignStatus: null,
  approvalText: null,
  recipientCount: null,
  scheduledAt: null,
  approvalUrl: null,
  expiresAt: null,
}

/** @throws ProblemError invalid_request */
function userZone(given: string | undefined): string | null {
  const zone = zoneOrNull(given)
  if (given === undefined || zone !== null) return zone
  throw new ProblemError('invalid_request', {
    facts: {
      problem: `timeZone: ${toShortLine(given)} is not a time zone; pass an IANA name such as Europe/Rome`,
    },
  })
}
