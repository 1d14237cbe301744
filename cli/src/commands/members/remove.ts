import { Command } from 'commander'
import { note, paint, print } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function removeCommand(): Command {
  return new Command('remove')
    .description('remove a member; the connections of the user stay')
    .argument('<user>', 'ID of the user')
    .action(async (id: string, _options: object, command: Command) => {
      if (!(await confirmAction(command, `Remove ${id} from the workspace?`)))
        return note('Nothing was changed.')
      await serverOf(command).server.members.remove(id)
      print(`${paint('green', '✓')} Removed: ${id}`)
    })
}
