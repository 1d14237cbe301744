import type { Fault } from '../faults.ts'
import type { SandboxRequest } from '../recorded-exchange.ts'
import type { Sandbox } from '../sandbox.ts'
import { SandboxUser } from '../sandbox-user.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import { expect, Finding } from './finding.ts'
import type { GradedProgram } from './graded-program.ts'
import type { GradedProvider } from './graded-provider.ts'
import { reasonOf } from '../reason-of.ts'

/** The tools of checks: they act as the browser, inject faults, and read the program's requests. */
export interface Grading {
  readonly provider: GradedProvider
  readonly sandbox: Sandbox
  readonly world: SimulatedWorld
  /** Lets a user connect the account. `before` runs between consent and callback. Returns the status of the callback. */
  connect(more?: ConnectOptions): Promise<number>
  /** Connects, and expects that it succeeds. */
  connected(more?: ConnectOptions): Promise<void>
  /** Asks the program for the lists. `names` is there with status 200. */
  lists(): Promise<ListsAnswer>
  /** Asks the program for the lists, and expects some. `when` ends the sentence of the finding. */
  expectLists(when: string): Promise<readonly string[]>
  /** Moves the sandbox's clock until the newest access token has expired. */
  expireToken(): void
  /** Adds lists to the first user's account. */
  addLists(names: readonly string[]): Promise<void>
  /** The requests to the provider's API, or to its token endpoint, since `from`. */
  apiRequests(from?: number): SandboxRequest[]
  tokenRequests(from?: number): SandboxRequest[]
  /** What the program has requested last, since `from`. */
  lastRequest(from: number): SandboxRequest | undefined
  /** A position in the journal. */
  mark(): number
  /** A fault at the API, or at the token endpoint. */
  apiFault(fault: Omit<Fault, 'id' | 'host'>): void
  tokenFault(fault: Omit<Fault, 'id' | 'host'>): void
}

export interface ConnectOptions {
  readonly username?: string
  readonly decision?: 'allow' | 'deny'
  /** Changes the redirect that the browser follows. */
  readonly change?: (redirect: URL) => void
}

export interface ListsAnswer {
  readonly status: number
  readonly names?: readonly string[]
}

/** The requests since a position in the journal, without those of the grader. */
function programRequests({ world }: Sandbox) {
  const own = new Set<number>()
  const requests = (from: number): SandboxRequest[] =>
    world.requests.list().filter(({ id }) => id > from && !own.has(id))
  const leaveOut = async (work: () => Promise<void>): Promise<void> => {
    const from = world.requests.newestId
    await work()
    for (const { id } of requests(from)) own.add(id)
  }
  return { requests, leaveOut }
}

export function createGrading(provider: GradedProvider, sandbox: Sandbox, program: GradedProgram): Grading {
  const { world } = sandbox
  const [, tokenHost = ''] = provider.tokenPath.split('/')
  const pages = pagesOf(provider)
  const tokenPath = provider.tokenPath.slice(tokenHost.length + 1)

  const connect = async ({ username, decision = 'allow', change }: ConnectOptions = {}): Promise<number> => {
    const started = await program.get('/connect')
    const location = started.headers.get('location')
    if (!location)
      throw new Finding(`GET /connect answered ${started.status} without redirecting to the provider.`)
    const user = userOf(world, username ?? provider.users[0])
    const redirect = await user
      .authorize(onSandbox(location, sandbox.url), decision)
      .catch(refusedBy(location))
    change?.(redirect)
    const cookies = started.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
    const answer = await program.get(redirect.pathname + redirect.search, cookies.join('; '))
    await answer.body?.cancel()
    return answer.status
  }
  const isToken = ({ host, path }: SandboxRequest): boolean => host === tokenHost && path === tokenPath
  const { requests, leaveOut } = programRequests(sandbox)

  const lists = async (): Promise<ListsAnswer> => {
    const answer = await program.get('/lists')
    const text = await answer.text()
    return { status: answer.status, ...(answer.status === 200 && { names: readNames(text) }) }
  }

  return {
    provider,
    sandbox,
    world,
    connect,
    connected: async (more) => {
      const status = await connect(more)
      expect(status < 400, `The callback answered ${status} although the user allowed access.`)
    },
    lists,
    expectLists: async (when) => {
      const { status, names = [] } = await lists()
      expect(status === 200, `GET /lists answered ${status} ${when}.`)
      expect(names.length > 0, `GET /lists returned no names ${when}.`)
      return names
    },
    addLists: (names) => leaveOut(() => provider.addLists(sandbox, names)),
    expireToken: () => world.clock.advance((provider.accessTokenSeconds ?? 0) + 1),
    apiRequests: (from = 0) =>
      requests(from).filter((one) => provider.apiHost.test(one.host) && !isToken(one)),
    tokenRequests: (from = 0) => requests(from).filter(isToken),
    lastRequest: (from) => requests(from).findLast(({ host, path }) => !pages.has(`/${host}${path}`)),
    mark: () => world.requests.newestId,
    apiFault: (fault) => {
      // Below the API's paths: a host may have the token endpoint, too.
      const [, apiPath = ''] = /^\/[^/]+(\/.*)$/.exec(provider.variables['API_URL'] ?? '/x/3.0') ?? []
      world.faults.add({ path: apiPath, ...fault })
    },
    tokenFault: (fault) => void world.faults.add({ host: tokenHost, path: tokenPath, ...fault }),
  }
}

const refusedBy =
  (location: string) =>
  (error: unknown): never => {
    const reason = reasonOf(error)
    throw new Finding(`The provider refused the authorization request ${location}: ${reason.slice(0, 200)}`)
  }

/** Paths on the sandbox that the user's browser opens and submits. */
const pagesOf = ({ authorizePath }: GradedProvider): ReadonlySet<string> =>
  new Set(['', 'login', 'consent'].map((name) => new URL(name, `http://sandbox${authorizePath}`).pathname))

/** `https://HOST/path`, as a program with the provider's own addresses has it, is `SANDBOX/HOST/path`. */
function onSandbox(location: string, sandboxUrl: string): string {
  return location.startsWith(sandboxUrl) ? location : location.replace(/^https:\//, sandboxUrl)
}

function userOf(world: SimulatedWorld, username: string): SandboxUser {
  const everyone = world.providers.flatMap((provider) => provider.users(world))
  const { password = '' } = everyone.find((user) => user.username === username) ?? {}
  return new SandboxUser(username, password)
}

function readNames(text: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(text)
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names
  } catch {
    // Below.
  }
  throw new Finding(
    `GET /lists answered 200 with something that is no JSON array of names: ${text.slice(0, 100)}`,
  )
}
