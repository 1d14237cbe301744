import type { Command } from 'commander'
import { counted } from '@letterlock/server/counted.ts'
import { chosenConnection } from '../../choose-connection.ts'
import { print, printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'
import { addConditionOptions, conditionsOf, type ConditionOptions } from './condition-options.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options extends ConditionOptions {
  readonly audience: string
}

export function countSegmentCommand(): Command {
  return addConditionOptions(
    connectionCommand('count').description('count the contacts that meet conditions; nothing is changed'),
  )
    .requiredOption('--audience <id>', 'the audience')
    .action(async ({ audience, ...options }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const count = await account.segments.count(audience, conditionsOf(options))
      if (json) return printJson(count)
      print(`${counted(count.contactCount, 'contact')}, found with ${counted(count.requestCount, 'request')}`)
      printSource(count.source)
    })
}
