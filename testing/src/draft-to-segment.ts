import type { ConnectedAccount } from '@letterlock/sdk'
import { connectWithAllPermissions } from './connect.ts'
import type { TestWorld } from './world.ts'

export interface Draft {
  readonly connectionId: string
  readonly account: ConnectedAccount
  readonly audienceId: string
  readonly segmentId: string
  readonly campaignId: string
}

export interface DraftWanted {
  readonly provider: string
  /** The number of contacts to add to the audience. */
  readonly emails: readonly string[]
  readonly html?: string
}

/** Creates a draft to a segment: the contacts whose address is at bologna.example. */
export async function draftToSegment(
  world: TestWorld,
  { provider, emails, html = '<p>good</p>' }: DraftWanted,
): Promise<Draft> {
  const { id: connectionId } = await connectWithAllPermissions(world, { provider })
  const account = world.client.account(connectionId)
  const [audience] = (await account.audiences.list()).items
  const audienceId = audience?.id ?? ''
  const contacts = emails.map((email) => ({ email, fields: {} }))
  await account.contacts.import({ audienceId, status: 'subscribed', contacts })
  const { id: segmentId } = await account.segments.create(audienceId, {
    name: 'Bologna',
    conditions: [{ by: 'email', op: 'contains', value: '@bologna.example' }],
  })
  const campaign = { name: 'Market day', subject: 'Market day', html }
  const { id: campaignId } = await account.campaigns.create({ ...campaign, audienceId, segmentId })
  return { connectionId, account, audienceId, segmentId, campaignId }
}
