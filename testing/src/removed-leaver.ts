import type { ConnectedAccount } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { callProxy } from './call-proxy.ts'
import type { TestWorld } from './world.ts'

/** At MailUp: a contact that has unsubscribed through a campaign, and was then deleted from its list. */
export async function removedLeaver(
  world: Pick<TestWorld, 'client'>,
  account: ConnectedAccount,
  connectionId: string,
): Promise<{ email: string; audienceId: string }> {
  for (const { id, audienceIds } of (await account.campaigns.list({ status: 'sent', limit: 100 })).items)
    for (const { email } of (await account.campaigns.listRecipients(id, { activity: 'unsubscribed' }))
      .items) {
      const [audienceId = ''] = audienceIds
      if (email === null) continue
      const { id: contact } = await account.contacts.get(email, { audienceId })
      const path = `/ConsoleService.svc/Console/List/${audienceId}/Recipient/${contact}`
      assert.ok((await callProxy(world.client, connectionId, 'DELETE', path)).ok)
      return { email, audienceId }
    }
  return assert.fail('no contact has left')
}
