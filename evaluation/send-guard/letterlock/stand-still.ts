import { beforeNext } from '@letterlock/testing/before-next.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Attempt } from '../target.ts'
import { mailsOf } from './mails.ts'

/** Longer than a call may begin after the last extension of its lease. */
const STILL_MS = 6000

/**
 * The server stalls after the last comparison and loses its database: meanwhile another server may change the campaign. The call that
 * sends must not begin.
 */
export function standStillIn(
  world: TestWorld,
  { connection, audience: audienceId }: { readonly connection: string; readonly audience: string },
): Attempt {
  return async () => {
    const { campaigns } = world.client.account(connection)
    const { id: campaign } = await campaigns.create({
      name: 'Einkorn',
      subject: 'Einkorn',
      audienceId,
      html: '<p>Fresh.</p>',
    })
    const { id, approvalText } = await campaigns.createSendRequest(campaign)
    const { sendRequests, accountLeases } = world.server.context.store
    const { extend } = accountLeases
    const now = performance.now.bind(performance)
    beforeNext(sendRequests, 'take', async () => {
      Object.assign(accountLeases, { extend: () => Promise.reject(new Error('no database')) })
      Object.defineProperty(performance, 'now', { value: () => now() + STILL_MS, configurable: true })
    })
    try {
      await world.client.sendRequests.approve(id, { approvalText }).catch(() => undefined)
    } finally {
      Object.assign(accountLeases, { extend })
      Reflect.deleteProperty(performance, 'now')
    }
    const isSent = mailsOf(world.sandbox.world.requests).some(({ kind }) => kind === 'campaign')
    return isSent ? 'a campaign was sent after its server had stood still' : null
  }
}
