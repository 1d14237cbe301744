import type { SendRequest, Source } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import { openAccount } from '../../email-marketing/get-account-client.ts'
import { createSendRequest } from '../../email-marketing/create-send-request.ts'
import { campaignStatus } from '../../email-marketing/schemas.ts'
import { sendCampaign } from '../../email-marketing/approve-send-request.ts'
import { withConnection } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { timeInWords, zoneOrNull } from '../../email-marketing/time-in-words.ts'
import { users, said, saidWhole } from '../format-result.ts'
import { defineTool, type ToolContext } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

const remembered = z.object({ confirmation: z.string() })

const sendRequest = sourced(
  z.object({
    status: z.enum(['waits_for_person', 'declined', 'done']),
    campaign: z.string(),
    campaignStatus: campaignStatus.nullable(),
    nameToType: z.string().nullable(),
    recipients: z.number().nullable(),
    sendAt: z.string().nullable(),
    confirmUrl: z.string().nullable(),
    expiresAt: z.string().nullable(),
  }),
)
type SendRequestRecord = z.infer<typeof sendRequest>

export const send = defineTool({
  name: 'send_campaign',
  title: 'Send a campaign',
  description:
    'Asks the person to send a campaign, at once or at a time. They see what goes out, from whom, to which audience and to how many, and type the name that is asked for, in your client or on a page whose link you give them. Until then nothing is sent, and you cannot confirm for them. Afterwards get_campaign says how it is.',
  toolset: 'sending',
  scope: 'campaigns:send',
  effect: 'send',
  input: z.object({
    ...campaignInput,
    sendAt: z.iso
      .datetime({
        offset: true,
        error: 'write date and hour with the offset, such as 2027-01-31T09:00:00+01:00',
      })
      .optional()
      .describe('When; at once if left out'),
    timeZone: z.string().max(64).optional().describe('The person’s own, such as Europe/Rome'),
  }),
  output: sendRequest,
  openWorld: true,
  async answer(context, input) {
    const { parts, principal, client, signal } = context
    const { connection, campaign, sendAt } = input
    const zone = ownZone(input.timeZone)
    const asked = remembered.safeParse(client.remembered)
    if (client.answer && asked.success) return answered(context, input, asked.data.confirmation)
    if (!client.showsForms && !(await parts.hasUsers())) throw new ProblemError('approver_unavailable')
    const at = sendAt === undefined ? null : new Date(sendAt)
    const prepared = await withConnection(context, connection, async ({ id: connectionId }) => ({
      ...(await createSendRequest(
        parts,
        principal,
        { connectionId, campaign, sendAt: at, byUser: true },
        signal,
      )),
      source: await sourceOf(context, connectionId),
    }))
    const { confirmation, nameToType, recipients, expiresAt, source } = prepared
    if (client.showsForms)
      return {
        kind: 'form',
        message: `${inWords(prepared, zone)}\nTo send it, type this name, exactly: ${saidWhole(nameToType)}`,
        label: 'The name',
        remember: { confirmation },
      }
    // In the fragment, which no server sees; and of no use to anybody who is not signed in.
    const confirmUrl = `${parts.ports.publicUrl}/send-requests/${confirmation}`
    return {
      summary: `Nothing has been sent. The person looks at it and confirms it here, within ten minutes: ${confirmUrl}\n${inWords(prepared, zone)}`,
      structured: {
        ...told('waits_for_person', campaign),
        nameToType,
        recipients,
        sendAt: prepared.sendAt,
        confirmUrl,
        expiresAt,
        source,
      },
    }
  },
})

interface Wanted {
  readonly connection?: string | undefined
  readonly campaign: string
  readonly timeZone?: string | undefined
}

/** The person has said something: only their word sends it. */
async function answered(
  context: ToolContext,
  { connection, campaign, timeZone }: Wanted,
  confirmation: string,
): Promise<{ summary: string; structured: SendRequestRecord }> {
  const { parts, principal, client, signal } = context
  return withConnection(context, connection, async ({ id }) => {
    if (!client.answer?.accepted) {
      const source = await sourceOf(context, id)
      const summary = 'The person did not confirm. Nothing was sent.'
      return { summary, structured: { ...told('declined', campaign), source } }
    }
    const given = { confirmation, audienceName: client.answer.typed }
    const { status, sendAt } = await sendCampaign(parts, principal, given, { signal, saidByUser: true })
    const source = await sourceOf(context, id)
    const when = sendAt === null ? '' : `, time ${timeInWords(new Date(sendAt), [ownZone(timeZone)])}`
    return {
      summary: `The person has confirmed it. The campaign is ${status}${when}.`,
      structured: { ...told('done', campaign), campaignStatus: status, sendAt, source },
    }
  })
}

async function sourceOf({ parts, principal, signal }: ToolContext, connectionId: string): Promise<Source> {
  return (await openAccount(parts, principal, connectionId, signal)).source()
}

function told(status: SendRequestRecord['status'], campaign: string): Omit<SendRequestRecord, 'source'> {
  const nothing = { campaignStatus: null, nameToType: null, recipients: null, sendAt: null }
  return { status, campaign, ...nothing, confirmUrl: null, expiresAt: null }
}

/** @throws HubError invalid_request */
function ownZone(given: string | undefined): string | null {
  const zone = zoneOrNull(given)
  if (given === undefined || zone !== null) return zone
  throw new ProblemError('invalid_request', {
    facts: { problem: `timeZone: ${said(given)} is no time zone; give an IANA name such as Europe/Rome` },
  })
}

/** All that the person decides about, wherever they are asked. */
function inWords(prepared: SendRequest & { source: Source }, zone: string | null): string {
  const {
    campaign,
    audienceNames,
    recipients,
    recipientCountIsUpperBound,
    excerpt,
    sendAt,
    timeZone,
    source,
  } = prepared
  const { name, subject, fromName, fromEmail } = campaign
  const when = sendAt === null ? 'at once' : timeInWords(new Date(sendAt), [timeZone, zone])
  const from =
    fromName === null && fromEmail === null
      ? 'the sender that the audience has at the platform'
      : said(`${fromName ?? ''} <${fromEmail ?? ''}>`)
  return [
    `Campaign: ${said(name)} of ${said(source.account)} (${source.provider})`,
    `From: ${from}`,
    `To: ${audienceNames.map(said).join(', ')}, ${users(recipients, recipientCountIsUpperBound)}`,
    `When: ${when}`,
    `Subject: ${said(JSON.stringify(subject ?? ''))}`,
    `It says: ${saidWhole(JSON.stringify(excerpt))}`,
  ].join('\n')
}
