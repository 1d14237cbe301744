import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { CliError, EXIT } from '../../cli-error.ts'
import { addConditionOptions, conditionsOf, type ConditionOptions } from './condition-options.ts'
import { printSegment } from './print-segment.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends ConditionOptions {
  readonly audience: string
  readonly name?: string
}

export function updateSegmentCommand(): Command {
  return addConditionOptions(
    connectionCommand('update').description('rename a segment, or give it other conditions'),
  )
    .argument('<segment>', 'segment ID')
    .requiredOption('--audience <id>', 'the audience')
    .option('--name <name>', 'its new name')
    .action(async (segmentId: string, { audience, name, ...options }: Options, command: Command) => {
      if (name === undefined && options.where.length === 0)
        throw new CliError('No change is given.', 'Give --name or --where.', EXIT.usage)
      const { account, json } = await chosenConnection(command)
      const { match, conditions } = conditionsOf(options)
      const change = { name, match, ...(conditions.length > 0 && { conditions }) }
      printSegment(
        await account.segments.update({ audienceId: audience, segmentId }, change),
        'Updated',
        json,
      )
    })
}
