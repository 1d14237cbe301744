import { type Command, Option } from 'commander'
import { pipeline } from 'node:stream/promises'
import { serverOf } from '../../server-access.ts'
import { addFilterOptions, filterOf, type FilterOptions } from './filter-options.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends FilterOptions {
  readonly format: 'csv' | 'jsonl'
}

export function exportCommand(): Command {
  return addFilterOptions(
    connectionCommand('export').description('write all events that match to standard output, newest first'),
  )
    .addOption(
      new Option('--format <format>', 'how they are written').choices(['csv', 'jsonl']).default('csv'),
    )
    .action(async ({ format, ...filter }: Options, command: Command) => {
      const { server } = serverOf(command)
      const { body } = await server.events.export({ ...(await filterOf(filter, command)), format })
      if (body) await pipeline(body, process.stdout, { end: false })
    })
}
