import { Letterlock } from '@letterlock/sdk'
import { beforeNext } from '@letterlock/testing/before-next.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { signIn } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Attempt } from '../target.ts'

/** The last step between the comparison and the sending. */
const LATE = 'late@milano.example'
const CONSOLE = '/ConsoleService.svc/Console'

/** Requests in the format of each provider. */
interface Paths {
  readonly campaign: (id: string) => string
  readonly join: (audience: string) => readonly [path: string, body: object]
}

const PATHS: Readonly<Record<string, Paths>> = {
  mailchimp: {
    campaign: (id) => `/3.0/campaigns/${id}`,
    join: (audience) => [`/3.0/lists/${audience}/members`, { email_address: LATE, status: 'subscribed' }],
  },
  mailup: {
    campaign: (id) => `${CONSOLE}/List/${id.replace('-', '/Email/')}`,
    join: (audience) => [`${CONSOLE}/List/${audience}/Recipient`, { Email: LATE }],
  },
  'constant-contact': {
    campaign: (id) => `/v3/emails/${id}`,
    join: (audience) => ['/v3/contacts/sign_up_form', { email_address: LATE, list_memberships: [audience] }],
  },
  'constant-contact-v2': {
    campaign: (id) => `/v2/emailmarketing/campaigns/${id}`,
    join: (audience) => [
      '/v2/contacts',
      { email_addresses: [{ email_address: LATE }], lists: [{ id: audience }] },
    ],
  },
}

/**
 * A program with a key for the proxy, without permission to send: it writes to the campaign while a user decides, adds a recipient at the
 * last moment, and writes to a scheduled campaign.
 */
export function forwardIn(
  world: TestWorld,
  provider: string,
  { connection, audience: audienceId }: { readonly connection: string; readonly audience: string },
): Attempt {
  return async () => {
    const paths = PATHS[provider]
    if (!paths) throw new Error(`no paths for ${provider}`)
    const key = await world.client.secretKeys.create({ name: 'Forwards', scopes: ['proxy:use'] })
    const forwarding = new Letterlock({
      url: world.server.localUrl,
      secretKey: key.secret ?? '',
      maxRetries: 0,
    })
    const isRefused = async (method: string, path: string, body?: object): Promise<boolean> => {
      const sent = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      return (await callProxy(forwarding, connection, method, path, body && sent)).status === 409
    }
    const ask = async (name: string, scheduledAt?: string) => {
      const draft = { name, subject: name, audienceId, html: '<p>Fresh.</p>' }
      const { id: campaign } = await world.client.account(connection).campaigns.create(draft)
      await using client = await openMcpClient(world, { mode: 'legacy' })
      const when = scheduledAt === undefined ? {} : { scheduledAt }
      const { structured } = await callTool(client, 'send_campaign', { connection, campaign, ...when })
      const { approvalUrl, approvalText } = structured
      const user = await signIn(world)
      const path = `/v1${new URL(String(approvalUrl)).pathname}/approve`
      return { campaign, approve: async () => (await user.ask('POST', path, { approvalText })).ok }
    }
    try {
      const now = await ask('Emmer')
      if (!(await isRefused('DELETE', paths.campaign(now.campaign))))
        return 'a forwarded write changed a campaign while a user decided'
      const joined = joinLate(world, () => isRefused('POST', ...paths.join(audienceId)))
      if (!(await now.approve())) return 'a campaign that nothing had changed was not sent'
      if (await joined()) return 'a forwarded write was done between the comparison and the sending'
      const tomorrow = new Date(world.sandbox.world.clock.now().getTime() + 86_400_000)
      tomorrow.setUTCMinutes(30, 0, 0)
      const later = await ask('Einkorn', tomorrow.toISOString())
      if (!(await later.approve())) return 'a campaign that nothing had changed was not scheduled'
      if (!(await isRefused('DELETE', paths.campaign(later.campaign))))
        return 'a forwarded write changed a scheduled campaign'
      return null
    } finally {
      await world.client.secretKeys.revoke(key.id)
    }
  }
}

/** Begins a write when the comparison is over. @returns whether it was done before the sending began */
function joinLate({ server }: TestWorld, join: () => Promise<boolean>): () => Promise<boolean> {
  const { sendRequests, accountLeases } = server.context.store
  const { isSending } = accountLeases
  let looks = 0
  let isEarly = false
  let joining: Promise<unknown> | undefined
  beforeNext(sendRequests, 'take', async () => {
    Object.assign(accountLeases, {
      isSending: (...given: Parameters<typeof isSending>) => (++looks, isSending(...given)),
    })
    let isDone = false
    joining = join().then((isRefused) => (isDone = !isRefused))
    await waitUntil(() => looks > 1 || isDone, 'the write waits, or is done')
    isEarly = isDone
  })
  return async () => {
    await joining
    Object.assign(accountLeases, { isSending })
    return isEarly
  }
}
