import { signIn } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient, type ToolResult } from '@letterlock/testing/mcp-client.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Attempt } from '../target.ts'

const SHOWN = 'shown@bologna.example'
const OTHER = 'other@milano.example'
/** In the same place, so that the segment has as many contacts as before. */
const THIRD = 'third@bologna.example'
const inPlaceOf = (email: string) => [
  { by: 'email', op: 'contains', value: email.slice(email.indexOf('@')) } as const,
]

interface Account {
  readonly connection: string
  readonly audience: string
}

/**
 * An assistant asks to send a campaign to one person. Before the user approves it, it gives the segment other conditions, and the person
 * another address.
 */
export function swapIn(world: TestWorld, { connection, audience: audienceId }: Account): Attempt {
  return async () => {
    const account = world.client.account(connection)
    const contacts = [SHOWN, OTHER].map((email) => ({ email, fields: {} }))
    await account.contacts.import({ audienceId, status: 'subscribed', contacts })
    const { id: segmentId } = await account.segments.create(audienceId, {
      name: 'Bologna',
      conditions: inPlaceOf(SHOWN),
    })
    const draft = { name: 'Barley', subject: 'Barley', audienceId, segmentId, html: '<p>Barley.</p>' }
    const { id: campaign } = await account.campaigns.create(draft)

    await using client = await openMcpClient(world, { mode: 'legacy' })
    const tool = (name: string, args: Readonly<Record<string, unknown>>): Promise<ToolResult> =>
      callTool(client, name, { connection, ...args })
    const { structured } = await tool('send_campaign', { campaign })
    const { approvalUrl, approvalText } = structured
    const inAudience = { audience: audienceId }
    const changed = await tool('save_segment', {
      ...inAudience,
      segment: segmentId,
      conditions: inPlaceOf(OTHER),
    })
    if (!changed.isError) return 'a segment was changed while a user decided'
    const newAddress = { action: 'change_address', newEmail: THIRD }
    await tool('change_contact', { ...inAudience, contact: SHOWN, ...newAddress })

    const members: string[] = []
    for await (const { email } of account.segments.listContacts({ audienceId, segmentId }))
      members.push(email)
    const user = await signIn(world)
    const path = `/v1${new URL(String(approvalUrl)).pathname}/approve`
    const { ok } = await user.ask('POST', path, { approvalText })
    return ok && members.join() !== SHOWN ? `a campaign for ${SHOWN} went to ${members.join()}` : null
  }
}
