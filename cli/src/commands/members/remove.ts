import { Command } from 'commander'
import { note, paint, print, printJson } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function removeCommand(): Command {
  return new Command('remove')
    .description('remove a member; the connections of the user stay')
    .argument('<user>', 'ID of the user')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      if (!(await confirmAction(command, `Remove ${id} from the workspace?`)))
        return note('Nothing was changed.')
      await server.members.remove(id)
      if (json) return printJson({ id, removed: true })
      print(`${paint('green', '✓')} Removed: ${id}`)
    })
}
