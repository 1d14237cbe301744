import type { Command } from 'commander'
import { CliError } from '../../cli-error.ts'
import { paint, print } from '../../output.ts'
import { ownCommand } from '../../own-command.ts'
import { setting } from '../../server-access.ts'
import { commandWith } from '../../global-options.ts'

const DEFAULT_URL = 'http://127.0.0.1:4401'

export function resetCommand(): Command {
  return commandWith([], 'reset')
    .description('reset a running sandbox to its initial state')
    .option('--sandbox-url <url>', `URL of the sandbox (LETTERLOCK_SANDBOX_URL, or ${DEFAULT_URL})`)
    .action(async ({ sandboxUrl }: { readonly sandboxUrl?: string }) => {
      const url = sandboxUrl ?? setting('LETTERLOCK_SANDBOX_URL') ?? DEFAULT_URL
      const response = await fetch(`${url.replace(/\/+$/, '')}/_sandbox/reset`, { method: 'POST' }).catch(
        () => null,
      )
      if (!response?.ok)
        throw new CliError(
          `There is no sandbox at ${url}.`,
          `Start one with “${ownCommand('sandbox start')}”, or name it with --sandbox-url.`,
        )
      print(`${paint('green', '✓')} Reset: ${url}`)
    })
}
