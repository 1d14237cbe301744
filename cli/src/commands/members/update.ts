import type { Role } from '@letterlock/sdk'
import { Argument, Command } from 'commander'
import { paint, print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'

export function updateCommand(): Command {
  return new Command('update')
    .description('change the role of a member')
    .argument('<user>', 'ID of the user')
    .addArgument(new Argument('<role>', 'the new role').choices(['owner', 'admin', 'member']))
    .action(async (id: string, role: Role, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      await server.members.update(id, { role })
      if (json) return printJson({ id, role })
      print(`${paint('green', '✓')} ${id} is now ${role}`)
    })
}
