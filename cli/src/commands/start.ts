import { createLetterlock } from '@letterlock/client'
import { Command } from 'commander'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder, hubUrl, secretKey, type GlobalOptions } from '../hub-access.ts'
import { assertPortFree, launch, type Launched } from '../launch.ts'
import { paint, print } from '../output.ts'
import { registerSandboxApps } from '../sandbox-apps.ts'

export function startCommand(): Command {
  return new Command('start')
    .description('start the hub, here, on an embedded database')
    .option('--sandbox', 'start the sandbox beside it, and look for every platform there')
    .action(async ({ sandbox }: { sandbox?: boolean }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>()
      const firstStart = !existsSync(join(dataFolder(), 'letterlock.db'))
      const launched = sandbox ? await startBoth(options) : [await startHub({})]
      // Before the greeting: whoever reads it may end us at once.
      const ended = endTogether(launched)
      if (sandbox) greet(options, firstStart)
      await ended
    })
}

async function startHub(environment: Record<string, string>): Promise<Launched> {
  await assertPortFree(Number(process.env['LETTERLOCK_PORT'] ?? 4400), 'hub')
  return launch('hub', `http://127.0.0.1:${process.env['LETTERLOCK_PORT'] ?? 4400}`, environment)
}

function sandboxPort(): number {
  return Number(process.env['LETTERLOCK_SANDBOX_PORT'] ?? 4401)
}

async function startBoth(options: GlobalOptions): Promise<Launched[]> {
  const port = sandboxPort()
  await assertPortFree(port, 'sandbox')
  mkdirSync(dataFolder(), { recursive: true, mode: 0o700 })
  const sandbox = await launch('sandbox', `http://127.0.0.1:${port}`, {
    LETTERLOCK_SANDBOX_PORT: String(port),
    LETTERLOCK_SANDBOX_STATE: join(dataFolder(), 'sandbox.json'),
  })
  try {
    const quiet = process.env['LETTERLOCK_LOG_LEVEL'] ?? 'warn'
    const hub = await startHub({ LETTERLOCK_SANDBOX_URL: sandbox.url, LETTERLOCK_LOG_LEVEL: quiet })
    const client = createLetterlock({ url: hubUrl(options), secretKey: secretKey(options) })
    await registerSandboxApps(client, sandbox.url)
    return [hub, sandbox]
  } catch (error) {
    await sandbox.stop()
    throw error
  }
}

function greet(options: GlobalOptions, firstStart: boolean): void {
  const folder = dataFolder()
  print()
  print(`${paint(['bold', 'green'], 'Letterlock is ready')}   ${hubUrl(options)}`)
  print(
    `The sandbox is too    http://127.0.0.1:${sandboxPort()}/_sandbox/   (it stands in for the platforms)`,
  )
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
  print(`The dashboard, in a browser:  ${hubUrl(options)}/   (the first time with the link above)`)
  print(`The API, to read and to try:  ${hubUrl(options)}/docs`)
  print('Stop with Ctrl-C.')
}

/** Ends all when one ends, or when asked to. */
async function endTogether(launched: readonly Launched[]): Promise<void> {
  const asked = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(0))
  })
  const ended = launched.map(
    ({ process: child }) =>
      new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1))),
  )
  const code = await Promise.race([asked, ...ended])
  await Promise.all(launched.map(({ stop }) => stop()))
  process.exit(code)
}
