import { Command } from 'commander'
import { listCommand } from './members/list.ts'
import { removeCommand } from './members/remove.ts'
import { updateCommand } from './members/update.ts'

export function membersCommand(): Command {
  return new Command('members')
    .description('the users of the workspace')
    .addCommand(listCommand())
    .addCommand(updateCommand())
    .addCommand(removeCommand())
}
