import type { Access } from '@letterlock/client'
import { Command, Option } from 'commander'
import { hubOf } from '../hub-access.ts'
import { printConnection, printJson } from '../output.ts'

interface Options {
  readonly audiences?: Access['audiences']
  readonly campaigns?: Access['campaigns']
  readonly reports?: Access['reports']
  readonly send?: boolean
}

export function accessCommand(): Command {
  const level = (area: string): Option =>
    new Option(`--${area} <level>`, `what may be done with ${area}`).choices(['none', 'read', 'write'])
  return new Command('access')
    .description('show or change what a connection may be used for')
    .argument('<connection>', 'the connection’s id')
    .addOption(level('audiences'))
    .addOption(level('campaigns'))
    .addOption(level('reports'))
    .option('--send', 'allow sending campaigns')
    .option('--no-send', 'do not allow sending campaigns')
    .action(async (id: string, options: Options, command: Command) => {
      const { hub, json } = hubOf(command)
      const { access } = await hub.getConnection(id)
      const changed = Object.keys(options).length > 0
      const connection = changed
        ? await hub.setAccess(id, { ...access, ...options })
        : await hub.getConnection(id)
      if (json) printJson(connection)
      else printConnection(connection)
    })
}
