import { Command } from 'commander'
import { exportCommand } from './events/export.ts'
import { listCommand } from './events/list.ts'

export function eventsCommand(): Command {
  return new Command('events')
    .description('list and export what happened in the workspace')
    .addCommand(listCommand())
    .addCommand(exportCommand())
}
