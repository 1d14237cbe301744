import { Command } from 'commander'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

export function listCommand(): Command {
  return new Command('list')
    .description('list the members of the workspace')
    .action(async (_options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.members.list()
      if (json) return printJson(page)
      if (page.items.length === 0) return print('None found')
      const rows = page.items.map(({ id, name, email, role, joinedAt }) => [
        id,
        name,
        email,
        role,
        formatTime(joinedAt),
      ])
      printTable(['USER ID', 'NAME', 'EMAIL', 'ROLE', 'JOINED'], rows)
    })
}
