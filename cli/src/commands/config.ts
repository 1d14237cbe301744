import type { Command } from 'commander'
import { commandWith, type GlobalOptions } from '../global-options.ts'
import { runServerCommand } from '../run-server-command.ts'
import { givenFlags, withServerFlags } from '../server-flags.ts'

export function configCommand(): Command {
  return withServerFlags(commandWith(['json'], 'config'), '--host', '--port', '--data', '--database')
    .description(
      'show the settings of the server that are in force, and where each comes from; secrets are masked',
    )
    .action((_options: object, command: Command) => {
      const { json } = command.optsWithGlobals<GlobalOptions>()
      return runServerCommand('config', ...(json ? ['--json'] : []), ...givenFlags(command).keys())
    })
}
