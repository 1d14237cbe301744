import type { ConnectionPermissions } from '@letterlock/sdk'
import { type Command, Option } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printConnection } from '../../print-connection.ts'
import { connectionCommand } from '../../global-options.ts'

export function permissionsCommand(): Command {
  const level = (area: string, levels: readonly string[]): Option =>
    new Option(`--${area} <level>`, `permission for ${area}`).choices(levels)
  return connectionCommand('permissions')
    .description('show or change what a connection allows')
    .argument('[connection]', 'ID or name; may be left out when there is one')
    .addOption(level('audiences', ['none', 'read', 'write']))
    .addOption(level('campaigns', ['none', 'read', 'write']))
    .addOption(level('reports', ['none', 'read']))
    .option('--send', 'allow sending campaigns')
    .option('--no-send', 'do not allow sending campaigns')
    .action(async (named: string | undefined, changes: Partial<ConnectionPermissions>, command: Command) => {
      const { server, id, calledAs, json } = await chosenConnection(command, named)
      const connection = await server.connections.get(id)
      if (Object.keys(changes).length === 0) return printConnection(connection, json, { calledAs })
      const permissions = { ...connection.permissions, ...changes }
      printConnection(await server.connections.update(id, { permissions }), json, { calledAs })
    })
}
