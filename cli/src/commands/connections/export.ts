import { Command, Option } from 'commander'
import { pipeline } from 'node:stream/promises'
import { serverOf } from '../../server-access.ts'
import { addFilterOptions, filterOf, type FilterOptions } from './filter-options.ts'

interface Options extends FilterOptions {
  readonly format: 'csv' | 'jsonl'
}

export function exportCommand(): Command {
  return addFilterOptions(
    new Command('export').description('write all connections that match to standard output, oldest first'),
  )
    .addOption(
      new Option('--format <format>', 'how they are written').choices(['csv', 'jsonl']).default('csv'),
    )
    .action(async ({ format, ...options }: Options, command: Command) => {
      const { server } = serverOf(command)
      const { body } = await server.connections.export({ ...filterOf(options), format })
      if (body) await pipeline(body, process.stdout, { end: false })
    })
}
