import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { print, printJson } from '../../output.ts'
import { connectionCommand } from '../../global-options.ts'

export function templateContentCommand(): Command {
  return connectionCommand('content')
    .description('print the HTML of a template')
    .argument('<template>', 'template ID')
    .action(async (template: string, _options: object, command: Command) => {
      const { account, json } = await chosenConnection(command)
      const content = await account.templates.getContent(template)
      if (json) printJson(content)
      else print(content.html)
    })
}
