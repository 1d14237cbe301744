import { createLetterlock } from '@letterlock/sdk'
import { Command } from 'commander'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder, secretKey, setting, type GlobalOptions } from '../server-access.ts'
import { endTogether, untilOneEnds } from '../end-together.ts'
import { launch, type Launched } from '../launch.ts'
import { paint, print } from '../output.ts'
import { registerSandboxApps } from '../sandbox-apps.ts'

export function startCommand(): Command {
  return new Command('start')
    .description('start the hub, here, on an embedded database')
    .option('--sandbox', 'start the sandbox beside it, and look for every platform there')
    .action(async ({ sandbox }: { sandbox?: boolean }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>()
      const firstStart = !existsSync(join(dataFolder(), 'letterlock.db'))
      if (!sandbox) return endTogether([await launch('server', {})])
      const { server, sandbox: providers } = await startBoth(options)
      // Before the greeting: whoever reads it may end us at once.
      const ended = endTogether([server, providers])
      greet(server.publicUrl, providers.url, firstStart)
      await ended
    })
}

async function startBoth(options: GlobalOptions): Promise<{ server: Launched; sandbox: Launched }> {
  mkdirSync(dataFolder(), { recursive: true, mode: 0o700 })
  const sandbox = await launch('sandbox', {
    LETTERLOCK_SANDBOX_STATE_FILE:
      setting('LETTERLOCK_SANDBOX_STATE_FILE') ?? join(dataFolder(), 'sandbox.json'),
  })
  try {
    const server = await untilOneEnds(
      [sandbox],
      launch('server', {
        LETTERLOCK_SANDBOX_URL: sandbox.url,
        LETTERLOCK_LOG_LEVEL: setting('LETTERLOCK_LOG_LEVEL') ?? 'warn',
      }),
    )
    const client = createLetterlock({ url: server.url, secretKey: secretKey(options) })
    await untilOneEnds([sandbox, server], registerSandboxApps(client, sandbox.url))
    return { server, sandbox }
  } catch (error) {
    await sandbox.stop()
    throw error
  }
}

function greet(url: string, sandboxUrl: string, firstStart: boolean): void {
  const folder = dataFolder()
  print()
  print(`${paint(['bold', 'green'], 'Letterlock is ready')}   ${url}`)
  print(`The sandbox is too    ${sandboxUrl}/_sandbox/   (it stands in for the platforms)`)
  if (firstStart) {
    print()
    print(`Made just now in ${folder}, for your eyes only:`)
    print('  encryption.key   opens what is stored; keep a copy in a safe place')
    print('  secret.key       your key to the API, with every right')
  }
  print()
  print('Try, in a second terminal, in this folder:')
  print(
    `  ${paint('cyan', 'npx --no letterlock connect mailchimp')}           sign in as ada, password bread-and-butter`,
  )
  print(`  ${paint('cyan', 'npx --no letterlock connect mailup')}              as m1001, the same password`)
  print(
    `  ${paint('cyan', 'npx --no letterlock connect constant-contact')}    as ada@bakery.example, the same password`,
  )
  print(`  ${paint('cyan', 'npx --no letterlock connections')}`)
  print(`  ${paint('cyan', 'npx --no letterlock doctor')}`)
  print()
  print(`The dashboard, in a browser:  ${url}/   (the first time with the link above)`)
  print(`The API, to read and to try:  ${url}/docs`)
  print('Stop with Ctrl-C.')
}
