import { type Command, InvalidArgumentError } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'
import { printTable } from '../../table.ts'
import { connectionCommand } from '../../global-options.ts'

export function audienceGrowthCommand(): Command {
  return connectionCommand('growth')
    .description('show how many contacts joined an audience in each month')
    .argument('<audience>', 'audience ID')
    .option('--months <number>', 'how many months, 1 to 36', readMonths, 12)
    .action(async (audienceId: string, { months }: { months: number }, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const growth = await account.audiences.getGrowth(audienceId, { months })
      if (json) return printJson(growth)
      printTable(
        ['MONTH', 'JOINED'],
        growth.months.map(({ month, joinedCount }) => [month, String(joinedCount)]),
      )
      printSource(growth.source)
    })
}

function readMonths(text: string): number {
  const months = Number(text)
  if (Number.isInteger(months) && months >= 1 && months <= 36) return months
  throw new InvalidArgumentError('Give a whole number from 1 to 36.')
}
