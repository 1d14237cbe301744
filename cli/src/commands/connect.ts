import {
  LetterlockError,
  type ConnectionPermissions,
  type Connection,
  type Letterlock,
} from '@letterlock/sdk'
import { Command } from 'commander'
import { setTimeout as sleep } from 'node:timers/promises'
import open from 'open'
import { serverOf } from '../server-access.ts'
import { awaitReturn } from '../loopback.ts'
import { confirm, isPersonPresent } from '../question.ts'
import { CliError, paint, print, printJson } from '../output.ts'

interface Options {
  readonly owner: string
  readonly browser: boolean
  readonly send?: boolean
  readonly connection?: string
  readonly device?: boolean
}

export function connectCommand(): Command {
  return new Command('connect')
    .description('connect an account: opens the browser, waits, tells the result')
    .argument('<provider>', 'such as mailchimp')
    .option('--owner <id>', 'your own id for whom it belongs to', 'me')
    .option('--send', 'let the person allow sending campaigns too')
    .option('--connection <id>', 'renew this connection')
    .option('--no-browser', 'only print the link')
    .option('--device', 'with a code that is typed on another device, where the platform can do that')
    .action(async (provider: string, options: Options, command: Command) => {
      const { server, json } = serverOf(command)
      const connection = options.device
        ? await connectByDevice(server, provider, options, json)
        : await connect(server, provider, options, json)
      if (json) return printJson(connection)
      print(`${paint('green', '✓')} Connected: ${paint('bold', connection.account.name)} at ${provider}`)
      print(`  ${connection.detail}`)
      print(`  id ${connection.id}`)
      const known = (await server.listProviders()).items.find(({ id }) => id === provider)
      if (known)
        print(`\nTry: ${paint('cyan', `npx --no letterlock call ${connection.id} ${known.examplePath}`)}`)
    })
}

const WITH_SEND: ConnectionPermissions = {
  audiences: 'write',
  campaigns: 'write',
  reports: 'read',
  send: true,
}

/** No browser here: the person types a code on a phone, say, and we ask now and then. */
async function connectByDevice(
  server: Letterlock,
  provider: string,
  { owner, send }: Options,
  json: boolean,
): Promise<Connection> {
  const started = await server.createDeviceAuthorization({
    provider,
    owner,
    ...(send && { permissions: WITH_SEND }),
  })
  const say = (text: string): void => void (json ? process.stderr : process.stdout).write(`${text}\n`)
  say(
    `Open this address on any device:\n  ${started.verificationUri}\nand type the code:\n  ${started.userCode}\n`,
  )
  say('Waiting for you to allow access …')
  while (Date.now() < Date.parse(started.expiresAt)) {
    await sleep(started.intervalSeconds * 1000)
    const connection = await patiently(() => server.pollDeviceAuthorization(started.confirmationToken))
    if (connection) return connection
  }
  throw new CliError('Nobody typed the code in time.', 'Run the command again for a new one.')
}

/** The browser comes back to this machine only: a link that somebody else opened elsewhere gives us nothing. */
async function connect(
  server: Letterlock,
  provider: string,
  options: Options,
  json: boolean,
): Promise<Connection> {
  await using back = await awaitReturn()
  const session = await server.createConnectSession({
    owner: options.owner,
    providers: [provider],
    returnUrl: back.url,
    ...(options.connection && { connection: options.connection }),
    ...(options.send && { permissions: WITH_SEND }),
  })
  const say = (text: string): void => void (json ? process.stderr : process.stdout).write(`${text}\n`)
  say(`Open this link in your browser, if it does not open by itself:\n  ${session.url}\n`)
  if (options.browser && session.url) await open(session.url).catch(() => undefined)
  say('Waiting for you to allow access …')
  const { searchParams } = await back.arrival(new Date(session.expiresAt))
  const error = searchParams.get('error')
  if (error !== null) {
    await back.answer('Nothing was connected. You can close this page.')
    throw new CliError(
      error === 'access_denied' ? 'Access was not allowed.' : `The platform did not connect it (${error}).`,
      'Run the command again to try once more.',
    )
  }
  try {
    const connection = await confirmArrival(
      server,
      session.id,
      searchParams.get('confirmationToken') ?? '',
      options.owner,
    )
    await back.answer(`Connected: ${connection.account.name}. You can close this page.`)
    return connection
  } catch (error) {
    await back.answer('Nothing was connected; the terminal says why. You can close this page.')
    throw error
  }
}

/** How often it is asked again when the platform cannot say yet whose account it is; the sign-in is kept meanwhile. */
const MOST_TRIES = 20

async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      const delayed = error instanceof LetterlockError && error.code === 'account_lookup_delayed'
      if (!delayed || tries === MOST_TRIES) throw error
      const { retryAfterSeconds } = error.problem as unknown as { retryAfterSeconds: number }
      process.stderr.write(`${error.message} It is tried again in ${retryAfterSeconds} s.\n`)
      await sleep(retryAfterSeconds * 1000)
    }
  }
}

async function confirmArrival(
  server: Letterlock,
  session: string,
  confirmationToken: string,
  owner: string,
): Promise<Connection> {
  try {
    return await patiently(() => server.confirmConnection(session, { confirmationToken, owner }))
  } catch (error) {
    if (!(error instanceof LetterlockError) || error.code !== 'account_mismatch' || !isPersonPresent())
      throw error
    const { account, confirmationToken: next } = error.problem as unknown as {
      account: string
      confirmationToken: string
    }
    if (!(await confirm(`${error.message} Use the new account?`))) throw error
    return server.confirmConnection(session, { confirmationToken: next, owner, acceptAccountId: account })
  }
}
