import { Command } from 'commander'
import { listCommand } from './send-requests/list.ts'

export function sendRequestsCommand(): Command {
  return new Command('send-requests')
    .description('list campaigns that wait for approval; “list” may be left out')
    .addCommand(listCommand(), { isDefault: true })
}
