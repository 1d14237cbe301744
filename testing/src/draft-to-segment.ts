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

/** A draft to those of an audience whose address is at bologna.example. @param emails of the contacts that the audience gets */
export async function draftToSegment(
  world: TestWorld,
  { provider, emails }: { readonly provider: string; readonly emails: readonly string[] },
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
  const campaign = { name: 'Market day', subject: 'Market day', html: '<p>good</p>' }
  const { id: campaignId } = await account.campaigns.create({ ...campaign, audienceId, segmentId })
  return { connectionId, account, audienceId, segmentId, campaignId }
}
