import type { Command } from 'commander'
import { commandWith, type GlobalOptions } from '../global-options.ts'
import { runServerCommand } from '../run-server-command.ts'

export function configCommand(): Command {
  return commandWith(['json'], 'config')
    .description(
      'show the settings of the server that are in force, and where each comes from; secrets are masked',
    )
    .action((_options: object, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>()
      return runServerCommand('config', ...(json ? ['--json'] : []))
    })
}
