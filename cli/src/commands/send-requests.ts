import { Command } from 'commander'
import { listCommand } from './send-requests/list.ts'

export function sendRequestsCommand(): Command {
  return new Command('send-requests')
    .description('list campaigns that wait for approval; without a subcommand, as “send-requests list”')
    .addCommand(listCommand(), { isDefault: true })
}
