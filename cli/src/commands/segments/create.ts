import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { addConditionOptions, conditionsOf, type ConditionOptions } from './condition-options.ts'
import { printSegment } from './print-segment.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends ConditionOptions {
  readonly audience: string
}

export function createSegmentCommand(): Command {
  return addConditionOptions(connectionCommand('create').description('create a segment'))
    .argument('<name>', 'its name')
    .requiredOption('--audience <id>', 'the audience')
    .action(async (name: string, { audience, ...options }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      printSegment(
        await account.segments.create(audience, { name, ...conditionsOf(options) }),
        'Created',
        json,
      )
    })
}
