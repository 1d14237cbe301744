import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { setupOwner } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient, type McpTestClient } from '@letterlock/testing/mcp-client.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { startHostileProxy } from '../hostile-proxy.ts'
import { chosen } from '../random.ts'
import type { User, Said, Seen, Target } from '../target.ts'
import { callsOf } from './calls.ts'
import { forgeriesOf } from './forgeries.ts'
import { forwardIn } from './forward.ts'
import { linksIn } from './links.ts'
import { mailsOf } from './mails.ts'
import { standStillIn } from './stand-still.ts'
import { swapIn } from './swap.ts'

/** The server's question, with every text of the account in quotes. */
const QUESTION =
  /^Campaign: "" of "" \([a-z0-9-]+\)\nFrom: (""|the audience’s sender at the provider)\nTo: ""(, (segment )?"")*: (an unknown number of|(at most )?[\d,]+) contacts?\nWhen: [\w ,:+()./-]+\nSubject: ""\n(Preview: ""\n)?Content: ""\nLinks to: (none|cannot be listed|""(, "")*( and (one other|\d+ others))?)\n(Without HTML: ""\n)?(Only in Outlook: ""\n)?To approve, type what is in quotes: ""$/

const KINDS = ['texts', 'texts', 'everything', 'errors'] as const

/** Letterlock, with one account of this provider in the sandbox, whose every response can be changed. */
export async function startTarget(provider: string): Promise<Target> {
  const proxy = await startHostileProxy()
  const world = await startWorld({
    LETTERLOCK_SANDBOX_URL: proxy.url,
    LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000',
    LETTERLOCK_LOG_LEVEL: 'error',
  })
  proxy.target = world.sandbox.url
  const { known, drafts, sent, email } = await prepare(world, provider)
  const stateUrl = `${world.sandbox.url}/_sandbox/state`
  const start = await (await fetch(stateUrl)).text()
  const opened: McpTestClient[] = []
  return {
    name: provider,
    protocols: ['2026-07-28', '2025-11-25'],
    calls: callsOf(known, sent),
    known,
    drafts,
    ownAddresses: new Set(email === null ? [] : [email.toLowerCase()]),
    question: QUESTION,
    typed: (question) => JSON.parse(question.slice(question.lastIndexOf(': ') + 2)) as string,
    async client(protocol, user) {
      const client = await openMcpClient(world, {
        mode: protocol === '2025-11-25' ? 'legacy' : 'auto',
        ...(user && { user: ({ message }) => answerOf(user, message) }),
      })
      opened.push(client)
      return { call: (tool, args) => callOrFail(client, tool, args) }
    },
    async begin(seed) {
      proxy.poison = undefined
      const { requests, clock } = world.sandbox.world
      if (requests.list().some(({ method }) => method !== 'GET')) {
        const now = clock.now()
        await putBack(stateUrl, start)
        // The server's clock does not go back.
        clock.set(now)
      }
      world.sandbox.world.requests.clear()
      proxy.poison = seed === 0 ? undefined : { seed, kind: chosen(KINDS, `${seed} kind`) }
    },
    mails: () => mailsOf(world.sandbox.world.requests),
    async access() {
      const keys = await world.client.secretKeys.list()
      const { permissions } = await world.client.connections.get(known.connection)
      const { items } = await world.client.connections.list()
      return JSON.stringify([keys.items.map(({ id, scopes }) => [id, scopes]), permissions, items.length])
    },
    forgeries: forgeriesOf(world),
    attempts: attemptsIn(world, provider, known),
    async [Symbol.asyncDispose]() {
      for (const client of opened) await client[Symbol.asyncDispose]()
      await world[Symbol.asyncDispose]()
      await proxy[Symbol.asyncDispose]()
    },
  }
}

interface Prepared {
  readonly known: Seen
  readonly drafts: Target['drafts']
  /** ID of a campaign that was sent. */
  readonly sent: string
  /** The account's own address. */
  readonly email: string | null
}

/** An owner who can approve, a connection that permits everything, and a draft. */
async function prepare(world: TestWorld, provider: string): Promise<Prepared> {
  await setupOwner(world)
  const { id: connection } = await connectWithAllPermissions(world, { provider })
  const account = world.client.account(connection)
  const [audience] = (await account.audiences.list()).items
  if (!audience) throw new Error('The sandbox has no audience.')
  const [contact] = (await account.contacts.list({ audienceId: audience.id, limit: 1 })).items
  const campaigns = (await account.campaigns.list({ limit: 20 })).items
  const create = async (name: string, segmentId?: string): Promise<string> => {
    const html = '<p>Fresh rye today.</p>'
    const draft = { name, subject: `${name} is here`, audienceId: audience.id, html }
    return (await account.campaigns.create({ ...draft, ...(segmentId !== undefined && { segmentId }) })).id
  }
  const { id: regulars } = await account.segments.create(audience.id, {
    name: 'Regulars',
    conditions: [{ by: 'email', op: 'is', value: contact?.email ?? '' }],
  })
  const campaign = await create('Rye', regulars)
  const drafts = { '2026-07-28': await create('Oat'), '2025-11-25': await create('Spelt') }
  const { email } = await account.get()
  const known = {
    campaign,
    audience: audience.id,
    contact: contact?.email ?? '',
    name: audience.name,
    sendRequest: 'sreq_none',
    connection,
  }
  return { known, drafts, sent: campaigns.find(({ status }) => status === 'sent')?.id ?? campaign, email }
}

/** Those that send come last: afterwards, IDs of campaigns begin again. */
const attemptsIn = (world: TestWorld, provider: string, known: Seen): Target['attempts'] => ({
  links: linksIn(world, known),
  standStill: standStillIn(world, known),
  swap: swapIn(world, known),
  forward: forwardIn(world, provider, known),
})

async function putBack(url: string, state: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'PUT', headers, body: state })
  if (!response.ok) throw new Error(`The sandbox did not take its state back: ${await response.text()}`)
}

/** An error of the protocol is an answer, too. */
async function callOrFail(
  client: McpTestClient,
  tool: string,
  args: Readonly<Record<string, unknown>>,
): Promise<Said> {
  try {
    return await callTool(client, tool, { ...args })
  } catch (error) {
    return { text: String(error), structured: {} }
  }
}

function answerOf(user: NonNullable<User>, message: string) {
  const typed = user(message)
  return typed === null ? { action: 'decline' as const } : { action: 'accept' as const, content: { typed } }
}
