import { createServer } from 'node:net'
import { portOf } from '../port-of.ts'
import type { SandboxRequest } from '../recorded-exchange.ts'
import { startSandbox, type Sandbox } from '../sandbox.ts'
import type { Check } from './check.ts'
import { CHECKS } from './checks/index.ts'
import { Finding } from './finding.ts'
import type { GradedProvider } from './graded-provider.ts'
import { startProgram, type GradedProgram } from './graded-program.ts'
import { createGrading } from './grading.ts'
import { countPassed, type CheckResult, type ProviderReport, type Report } from './report.ts'

/**
 * Starts a program once for each provider, against a sandbox of its own, and drives it through the checks.
 *
 * @param command the program and its arguments
 * @param redirectPath path of the redirect URI
 * @throws Error if the program does not start
 */
export async function gradeProgram(
  command: readonly string[],
  providers: readonly GradedProvider[],
  redirectPath = '/callback',
): Promise<Report> {
  const reports: ProviderReport[] = []
  for (const provider of providers) reports.push(await gradeAt(provider, command, redirectPath))
  const checks = reports.flatMap((report) => report.checks)
  return { command: command.join(' '), passed: countPassed(checks), total: checks.length, providers: reports }
}

async function gradeAt(
  provider: GradedProvider,
  command: readonly string[],
  redirectPath: string,
): Promise<ProviderReport> {
  await using sandbox = await startSandbox({ noLimits: true })
  const port = await freePort()
  const redirectUri = `http://127.0.0.1:${port}${redirectPath}`
  const variables = { PORT: String(port), ...variablesOf(provider, sandbox, redirectUri) }
  await using program = await startProgram(command, port, variables)
  const { id, title } = provider
  const checks: CheckResult[] = []
  let isStopped = false
  for (const check of CHECKS.filter(({ providers = [id] }) => providers.includes(id))) {
    const result: CheckResult = isStopped ? skip(check) : await runCheck(check, provider, sandbox, program)
    checks.push(result)
    isStopped ||= check.isNeeded === true && !result.passed
  }
  return { provider: id, title, checks }
}

const skip = ({ name, expected, why }: Check): CheckResult => ({
  name,
  expected,
  why,
  passed: false,
  skipped: true,
  durationMs: 0,
})

async function runCheck(
  check: Check,
  provider: GradedProvider,
  sandbox: Sandbox,
  program: GradedProgram,
): Promise<CheckResult> {
  const { name, expected, why } = check
  const before = structuredClone(stateOf(sandbox, provider).switches)
  const startedAt = performance.now()
  const from = sandbox.world.requests.newestId
  const grading = createGrading(provider, sandbox, program)
  let found: string | undefined
  try {
    await check.run(grading)
  } catch (error) {
    if (!(error instanceof Finding)) throw error
    found = error.message
  }
  const lastRequest = found === undefined ? undefined : grading.lastRequest(from)
  const durationMs = Math.round(performance.now() - startedAt)
  // Resets what a check has changed, except the clock.
  sandbox.world.faults.clear()
  Object.assign(stateOf(sandbox, provider).switches, before)
  return {
    name,
    expected,
    why,
    passed: found === undefined,
    ...(found !== undefined && { found }),
    ...(lastRequest && { lastRequest: describeRequest(lastRequest) }),
    durationMs,
  }
}

function describeRequest({ method, host, path, status, fault }: SandboxRequest): string {
  const answer = status === 0 ? 'had no answer' : `was answered ${status}`
  return `${method} https://${host}${path} ${answer}${fault === undefined ? '' : ', by a fault of this check'}.`
}

function stateOf({ world }: Sandbox, { id }: GradedProvider): { switches: object } {
  const provider = world.providers.find((one) => one.id === id)
  if (!provider) throw new Error(`The sandbox has no provider ${id}.`)
  return { switches: provider.switches(world) }
}

/** The environment of the program. `docs/grading.md` describes it. */
function variablesOf(
  provider: GradedProvider,
  sandbox: Sandbox,
  redirectUri: string,
): Record<string, string> {
  const { url, world } = sandbox
  const simulated = world.providers.find(({ id }) => id === provider.id)
  const app = simulated?.registerApp(world, { name: 'Graded program', redirectUri })
  if (!app) throw new Error(`The sandbox has no provider ${provider.id}.`)
  const more = Object.entries(provider.variables).map(([name, value]): [string, string] => [
    name,
    value.startsWith('/') ? `${url}${value}` : value,
  ])
  return {
    PROVIDER: provider.id,
    SANDBOX_URL: url,
    AUTHORIZE_URL: `${url}${provider.authorizePath}`,
    TOKEN_URL: `${url}${provider.tokenPath}`,
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: app.clientSecret,
    REDIRECT_URI: redirectUri,
    ...Object.fromEntries(more),
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}
