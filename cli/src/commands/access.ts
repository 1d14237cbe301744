import type { ConnectionPermissions } from '@letterlock/sdk'
import { Command, Option } from 'commander'
import { serverOf } from '../server-access.ts'
import { printConnection, printJson } from '../output.ts'

interface Options {
  readonly audiences?: ConnectionPermissions['audiences']
  readonly campaigns?: ConnectionPermissions['campaigns']
  readonly reports?: ConnectionPermissions['reports']
  readonly send?: boolean
}

export function permissionsCommand(): Command {
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
      const { server, json } = serverOf(command)
      const { permissions } = await server.getConnection(id)
      const changed = Object.keys(options).length > 0
      const connection = changed
        ? await server.updatePermissions(id, { ...permissions, ...options })
        : await server.getConnection(id)
      if (json) printJson(connection)
      else printConnection(connection)
    })
}
