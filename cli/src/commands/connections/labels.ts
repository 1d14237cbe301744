import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { collect } from '../../collect.ts'
import { connectionCommand } from '../../global-options.ts'
import { printConnection } from '../../print-connection.ts'
import { readLabel } from '../../read-label.ts'

type Label = readonly [name: string, value: string | null]

interface Options {
  readonly set: readonly Label[]
  readonly remove: readonly Label[]
}

export function labelsCommand(): Command {
  return connectionCommand('labels')
    .description('show or change the labels of a connection')
    .argument('[connection]', 'ID or name; may be left out when there is one')
    .option('--set <name:value>', 'set a label; may be repeated', collect(readLabel), [])
    .option(
      '--remove <name>',
      'remove a label; may be repeated',
      collect((name: string): Label => [name, null]),
      [],
    )
    .action(async (named: string | undefined, { set, remove }: Options, command: Command) => {
      const { server, id, calledAs, json } = await chosenConnection(command, named)
      const labels = Object.fromEntries([...set, ...remove])
      const connection =
        set.length + remove.length === 0
          ? await server.connections.get(id)
          : await server.connections.update(id, { labels })
      printConnection(connection, json, { calledAs })
    })
}
