import { Command } from 'commander'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

export function listCommand(): Command {
  return new Command('list')
    .description('list the secret keys, without their secrets')
    .action(async (_options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.secretKeys.list()
      if (json) return printJson(page)
      const rows = page.items.map(({ id, name, prefix, scopes, lastUsedAt, revokedAt }) => [
        id,
        name,
        `${prefix}…`,
        scopes.join(' '),
        lastUsedAt === null ? 'never' : formatTime(lastUsedAt),
        revokedAt === null ? 'active' : `revoked ${formatTime(revokedAt)}`,
      ])
      printTable(['ID', 'NAME', 'BEGINS WITH', 'SCOPES', 'LAST USED', 'STATUS'], rows)
      if (rows.length === 0) print('None found')
    })
}
