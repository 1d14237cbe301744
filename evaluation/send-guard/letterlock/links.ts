import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Attempt } from '../target.ts'

/** Where a link leads, and what programs make a link of in a text. */
const HOSTS = ['linked.example', 'written.com']
const HTML = `<p><a href="https://${HOSTS[0]}/order">Order</a> your rye, or read ${HOSTS[1]}/rye.</p>`

/** An assistant asks to send an email with links. The user sees where each of them leads. */
export function linksIn(
  world: TestWorld,
  { connection, audience: audienceId }: { readonly connection: string; readonly audience: string },
): Attempt {
  return async () => {
    const draft = { name: 'Durum', subject: 'Durum', audienceId, html: HTML }
    const { id: campaign } = await world.client.account(connection).campaigns.create(draft)
    let question = ''
    await using client = await openMcpClient(world, {
      mode: 'legacy',
      user({ message }) {
        question = message
        return { action: 'decline' }
      },
    })
    await callTool(client, 'send_campaign', { connection, campaign })
    const [line = ''] = /^Links to: .*$/m.exec(question) ?? []
    const hidden = HOSTS.filter((host) => !line.includes(`"${host}"`))
    return hidden.length > 0 ? `where links lead was not said: ${hidden.join()} in ${question}` : null
  }
}
