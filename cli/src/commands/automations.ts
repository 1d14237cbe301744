import { Command } from 'commander'
import { chosenConnection } from '../choose-connection.ts'
import { print, printable, printJson } from '../output.ts'
import { addPageOptions, type PageOptions } from '../page-options.ts'
import { printSource } from '../print-connection.ts'
import { printPage } from '../print-page.ts'
import { connectionCommand } from '../global-options.ts'

export function automationsCommand(): Command {
  return new Command('automations')
    .description('emails that the provider sends by itself')
    .addCommand(listAutomationsCommand())
    .addCommand(pauseAutomationCommand())
}

function listAutomationsCommand(): Command {
  return addPageOptions(
    connectionCommand('list').description('list automations, and whether they run'),
  ).action(async (query: PageOptions, command: Command) => {
    const { account, json } = await chosenConnection(command)
    const page = await account.automations.list(query)
    printPage(page, json, ['ID', 'NAME', 'STATUS', 'SENT'], ({ id, name, status, sentCount }) => [
      id,
      name,
      status,
      String(sentCount ?? '?'),
    ])
  })
}

function pauseAutomationCommand(): Command {
  return connectionCommand('pause')
    .description('pause an automation; it is started again at the provider')
    .argument('<automation>', 'automation ID')
    .action(async (id: string, _options: object, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const automation = await account.automations.pause(id)
      if (json) return printJson(automation)
      print(`Paused: ${printable(automation.name)} (${automation.status})`)
      printSource(automation.source)
    })
}
