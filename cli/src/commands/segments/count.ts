import { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { print, printJson } from '../../output.ts'
import { printSource } from '../../print-connection.ts'
import { addConditionOptions, conditionsOf, type ConditionOptions } from './condition-options.ts'

interface Options extends ConditionOptions {
  readonly audience: string
}

export function countSegmentCommand(): Command {
  return addConditionOptions(
    new Command('count').description('count the contacts that meet conditions; nothing is changed'),
  )
    .requiredOption('--audience <id>', 'the audience')
    .action(async ({ audience, ...options }: Options, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const count = await account.segments.count(audience, conditionsOf(options))
      if (json) return printJson(count)
      print(`${count.contactCount} contacts, found with ${count.requestCount} requests`)
      printSource(count.source)
    })
}
