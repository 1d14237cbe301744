import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { AssertionError } from 'node:assert'
import type { ElicitRequest, ElicitResult } from '@modelcontextprotocol/client'
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { setupOwner } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient, type McpTestClient } from '@letterlock/testing/mcp-client.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { ForTheUser, NotAtProvider, type Attempt, type Request } from './request.ts'
import { ACCOUNT, prepareAccounts } from './prepare-accounts.ts'
import { truthsOf } from './truth/index.ts'
import type { Truth } from './truth/truth.ts'

export const PROVIDERS = ['mailchimp', 'mailup', 'constant-contact', 'constant-contact-v2'] as const

/** `served`; `not_at_provider` and `for_the_user`, each as the answer said; `misled`: the answer differs from the truth; `failed`. */
export type Outcome = 'served' | 'not_at_provider' | 'for_the_user' | 'misled' | 'failed'

export interface Result {
  readonly ask: string
  readonly provider: string
  readonly outcome: Outcome
  readonly calls: number
  /** The tools that were called. */
  readonly tools: readonly string[]
  /** Of the arguments and the text of the answers. */
  readonly tokens: number
  readonly isImport: boolean
  /** What was wrong. */
  readonly problem: string
}

const ajv = new Ajv2020({ strict: false, formats: { email: true, 'date-time': true } })

/** Tools that are about all accounts. */
const WITHOUT_ACCOUNT = new Set(['list_connections', 'connect_account'])

/** Serves each request in an account of each provider. An account keeps what is changed; each provider begins anew. */
export async function run(
  requests: readonly Request[],
  providers: readonly string[] = PROVIDERS,
): Promise<Result[]> {
  const results: Result[] = []
  for (const provider of providers) results.push(...(await runWith(provider, requests)))
  return results
}

async function runWith(provider: string, requests: readonly Request[]): Promise<Result[]> {
  await using world = await startWorld({
    LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000',
    LETTERLOCK_LOG_LEVEL: 'error',
  })
  await setupOwner(world)
  const connections = new Map<string, string>()
  for (const one of PROVIDERS)
    connections.set(one, (await connectWithAllPermissions(world, { provider: one })).id)
  await using client = await openMcpClient(world, { user: answer })
  await prepareAccounts(world, connections)
  const { tools } = await client.listTools()
  const schemas = new Map(tools.map(({ name, inputSchema }) => [name, ajv.compile(inputSchema)]))
  const truth = truthsOf(world.sandbox.world, ACCOUNT)[provider]
  if (truth === undefined) throw new Error(`${provider} is not a provider of the sandbox.`)
  const place = { world, client, schemas, provider, connection: connections.get(provider) ?? '', truth }
  const results: Result[] = []
  for (const request of requests) results.push(await serve(request, place))
  return results
}

/** Types the name that the question asks for; opens no page. */
function answer(asked: ElicitRequest['params']): ElicitResult {
  if ('url' in asked) return { action: 'decline' }
  const { message } = asked
  const typed = JSON.parse(message.slice(message.lastIndexOf(': ') + 2)) as string
  return { action: 'accept', content: { typed } }
}

interface Place {
  readonly world: TestWorld
  readonly client: McpTestClient
  /** What each tool takes, as it is published. */
  readonly schemas: ReadonlyMap<string, ValidateFunction>
  readonly provider: string
  readonly connection: string
  readonly truth: () => Truth
}

async function serve(
  request: Request,
  { world, client, schemas, provider, connection, truth }: Place,
): Promise<Result> {
  const tools: string[] = []
  let tokens = 0
  const now = (): number => world.sandbox.world.clock.now().getTime()
  const attempt: Attempt = {
    provider,
    instructions: client.client.getInstructions() ?? '',
    async call(tool, args = {}) {
      const given = WITHOUT_ACCOUNT.has(tool) || args['everywhere'] === true ? args : { connection, ...args }
      assertPublished(schemas.get(tool), tool, given)
      tools.push(tool)
      const answer = await callTool(client, tool, given)
      tokens += countTokens(JSON.stringify(given)) + countTokens(answer.text)
      if (answer.isError && answer.text.endsWith('(unsupported_by_provider)'))
        throw new NotAtProvider(answer.text)
      if (answer.isError) throw new Error(`${tool}: ${answer.text}`)
      return answer
    },
    truth,
    now,
    newsletter: truth()
      .audiences()
      .find(({ name }) => name === 'Newsletter') ?? { id: '', name: '' },
    sent: () =>
      truth()
        .campaigns()
        .filter(({ status }) => status === 'sent')
        .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0)),
  }
  const { outcome, problem } = await request
    .serve(attempt)
    .then(() => ({ outcome: 'served' as const, problem: '' }), outcomeOf)
  return {
    ask: request.ask,
    provider,
    outcome,
    calls: tools.length,
    tools,
    tokens,
    isImport: request.isImport === true,
    problem,
  }
}

/** A sensible assistant follows the schema. */
function assertPublished(accepts: ValidateFunction | undefined, tool: string, args: object): void {
  if (accepts === undefined) throw new Error(`${tool} is not among the tools`)
  if (!accepts(args)) throw new Error(`${tool}: ${ajv.errorsText(accepts.errors)}`)
}

function outcomeOf(error: unknown): { outcome: Outcome; problem: string } {
  if (error instanceof NotAtProvider) return { outcome: 'not_at_provider', problem: error.message }
  if (error instanceof ForTheUser) return { outcome: 'for_the_user', problem: '' }
  return { outcome: error instanceof AssertionError ? 'misled' : 'failed', problem: String(error) }
}
