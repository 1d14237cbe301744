import { Command } from 'commander'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

export function listCommand(): Command {
  return new Command('list')
    .description('list the invitations that are not accepted yet')
    .action(async (_options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.invitations.list()
      if (json) return printJson(page)
      if (page.items.length === 0) return print('None found')
      const rows = page.items.map(({ id, email, role, expiresAt }) => [
        id,
        email,
        role,
        formatTime(expiresAt),
      ])
      printTable(['ID', 'EMAIL', 'ROLE', 'EXPIRES'], rows)
    })
}
