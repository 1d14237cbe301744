import type { PreparedSending } from '@letterlock/client/wire.ts'
import { z } from 'zod'
import { HubError } from '../../errors.ts'
import { prepareSending } from '../../marketing/prepare-sending.ts'
import { campaignStatus } from '../../marketing/schemas.ts'
import { sendCampaign } from '../../marketing/send-campaign.ts'
import { withConnection } from '../account-call.ts'
import { people, said } from '../say.ts'
import { defineTool, UNTRUSTED, type ToolContext } from '../tool.ts'
import { campaignInput } from './get-campaign.ts'

const remembered = z.object({ confirmation: z.string() })

const sending = z.object({
  status: z.enum(['waits_for_person', 'declined', 'done']),
  campaign: z.string(),
  campaignStatus: campaignStatus.nullable(),
  audienceNames: z.array(z.string()),
  recipients: z.number().nullable(),
  sendAt: z.string().nullable(),
  confirmUrl: z.string().nullable(),
  expiresAt: z.string().nullable(),
})
type Sending = z.infer<typeof sending>

export const send = defineTool({
  name: 'send_campaign',
  title: 'Send a campaign',
  description:
    'Asks the person to send a campaign, at once or at a time. They see what goes out, to which audience and to how many, and type the audience’s name, in your client or on a page whose link you give them. Until then nothing is sent, and you cannot confirm for them. Afterwards get_campaign says how it is.',
  toolset: 'sending',
  right: 'campaigns.send',
  effect: 'send',
  input: z.object({
    ...campaignInput,
    sendAt: z.iso.datetime({ offset: true }).optional().describe('When; at once if left out'),
  }),
  output: sending,
  openWorld: true,
  async answer(context, { connection, campaign, sendAt }) {
    const { parts, caller, client } = context
    const asked = remembered.safeParse(client.remembered)
    if (client.answer && asked.success)
      return client.answer.accepted
        ? confirmed(context, campaign, { ...asked.data, audienceName: client.answer.typed })
        : { text: 'The person did not confirm. Nothing was sent.', structured: told('declined', campaign) }

    const at = sendAt === undefined ? null : new Date(sendAt)
    if (!client.showsForms && !(await parts.hasPeople())) throw new HubError('nobody_to_confirm')
    const prepared = await withConnection(context, connection, ({ id: connectionId }) =>
      prepareSending(parts, caller, { connectionId, campaign, sendAt: at, byPerson: true }),
    )
    const { confirmation } = prepared
    if (client.showsForms)
      return {
        kind: 'form',
        message: `${inWords(prepared)}\nTo send it, type the audience’s name: ${prepared.audienceNames.map(said).join(', ')}`,
        label: 'The name of the audience',
        remember: { confirmation },
      }
    // In the fragment, which no server sees; and of no use to anybody who is not signed in.
    const confirmUrl = `${parts.ports.publicUrl}/confirm#${confirmation}`
    const { audienceNames, recipients, expiresAt } = prepared
    const text = `Nothing has been sent. The person looks at it and confirms it here, within ten minutes: ${confirmUrl}
${UNTRUSTED}
${inWords(prepared)}`
    return {
      text,
      structured: {
        ...told('waits_for_person', campaign),
        audienceNames,
        recipients,
        sendAt: prepared.sendAt,
        confirmUrl,
        expiresAt,
      },
    }
  },
})

async function confirmed(
  { parts, caller }: ToolContext,
  campaign: string,
  confirmation: { confirmation: string; audienceName: string },
): Promise<{ text: string; structured: Sending }> {
  const { status, sendAt } = await sendCampaign(parts, caller, confirmation, { saidByPerson: true })
  return {
    text: `The person has confirmed it. The campaign is ${status}${sendAt === null ? '' : `, time ${sendAt}`}.`,
    structured: { ...told('done', campaign), campaignStatus: status, sendAt },
  }
}

function told(status: Sending['status'], campaign: string): Sending {
  const nothing = { campaignStatus: null, recipients: null, sendAt: null, confirmUrl: null, expiresAt: null }
  return { status, campaign, audienceNames: [], ...nothing }
}

function inWords(prepared: PreparedSending): string {
  const { campaign, audienceNames, recipients, recipientsAtMost, sendAt } = prepared
  return `${said(campaign.name)}, subject ${said(JSON.stringify(campaign.subject ?? ''))}, goes to ${audienceNames.map(said).join(', ')}: ${people(recipients, recipientsAtMost)}, ${sendAt === null ? 'at once' : `at ${sendAt}`}.`
}
