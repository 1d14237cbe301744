import { Command } from 'commander'
import { getCommand } from './calls/get.ts'
import { listCommand } from './calls/list.ts'

export function callsCommand(): Command {
  return new Command('calls')
    .description('list the calls through connections; “list” may be left out')
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(getCommand())
}
