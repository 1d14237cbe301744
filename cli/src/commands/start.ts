import { Letterlock } from '@letterlock/sdk'
import type { Command } from 'commander'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { assertNotRunning } from '../assert-not-running.ts'
import { endRequest, endTogether, untilOneEnds } from '../end-together.ts'
import { commandWith, type GlobalOptions } from '../global-options.ts'
import { launch, stoppedEarly, type Launched } from '../launch.ts'
import { paint, print } from '../output.ts'
import { ownCommand } from '../own-command.ts'
import { prepareSandbox, type SandboxProvider } from '../prepare-sandbox.ts'
import { dataDirectory, secretKey, setting } from '../server-access.ts'
import { withServerFlags } from '../server-flags.ts'

export function startCommand(): Command {
  return withServerFlags(commandWith(['secretKeyFile'], 'start'), '--host', '--port', '--data', '--database')
    .description('start the server, with an embedded database')
    .option('--sandbox', 'start the sandbox too, and use it instead of the real providers')
    .action(async ({ sandbox }: Options, command: Command) => {
      await assertNotRunning(sandbox ? '--sandbox ' : '')
      const firstStart = !existsSync(join(dataDirectory(), 'letterlock.db'))
      const request = endRequest()
      if (!sandbox) return endTogether([await launch('server', {}, { endRequest: request })], request)
      const started = await startBoth(command.optsWithGlobals<GlobalOptions>(), request)
      greet(started, firstStart)
      await endTogether([started.server, started.sandbox], request)
    })
}

interface Options {
  readonly sandbox?: boolean
}

interface Started {
  readonly server: Launched
  readonly sandbox: Launched
  readonly providers: readonly SandboxProvider[]
}

async function startBoth(options: GlobalOptions, request: AbortSignal): Promise<Started> {
  mkdirSync(dataDirectory(), { recursive: true, mode: 0o700 })
  const sandboxPort = setting('LETTERLOCK_SANDBOX_PORT')
  const sandboxEnvironment = {
    ...(sandboxPort && { LETTERLOCK_SANDBOX_PORT: sandboxPort }),
    LETTERLOCK_SANDBOX_STATE_FILE:
      setting('LETTERLOCK_SANDBOX_STATE_FILE') ?? join(dataDirectory(), 'sandbox.json'),
  }
  const sandbox = await launch('sandbox', sandboxEnvironment, { endRequest: request })
  try {
    const serverEnvironment = {
      LETTERLOCK_SANDBOX_URL: sandbox.url,
      LETTERLOCK_LOG_LEVEL: setting('LETTERLOCK_LOG_LEVEL') ?? 'warn',
    }
    const server = await untilOneEnds([sandbox], launch('server', serverEnvironment, { endRequest: request }))
    const letterlock = new Letterlock({
      url: server.url,
      secretKey: secretKey(options, server.url).key,
      maxRetries: 0,
    })
    const providers = await untilOneEnds([sandbox, server], prepareSandbox(letterlock, sandbox.url))
    return { server, sandbox, providers }
  } catch (error) {
    await sandbox.stop()
    // The error of the interrupted work says less.
    throw request.aborted ? stoppedEarly('server') : error
  }
}

function greet({ server, sandbox, providers }: Started, firstStart: boolean): void {
  const url = server.publicUrl
  print()
  print(`${paint(['bold', 'green'], 'Letterlock is ready')}   ${url}`)
  print(`The sandbox is too    ${sandbox.url}/_sandbox/   (it simulates the providers)`)
  if (firstStart) {
    print()
    print(`Created in ${dataDirectory()}, readable by you only:`)
    print('  encryption.key   decrypts what is stored; keep a copy in a safe place')
    print('  secret.key       secret key with all scopes')
  }
  print()
  print('Try, in a second terminal, in this directory:')
  const width = Math.max(...providers.map(({ id }) => id.length))
  for (const { id, username, password } of providers)
    print(
      `  ${paint('cyan', ownCommand(`connect ${id.padEnd(width)}`))}   sign in as ${username}, password ${password}`,
    )
  print(`  ${paint('cyan', ownCommand('connections list'))}`)
  print(`  ${paint('cyan', ownCommand('doctor'))}`)
  print()
  print(`Dashboard:  ${url}/${server.needsSetup ? '   (the first time with the link above)' : ''}`)
  print(`API:        ${url}/docs`)
  print('Stop with Ctrl-C.')
}
