import { Command } from 'commander'
import { templateContentCommand } from './templates/content.ts'
import { listTemplatesCommand } from './templates/list.ts'

export function templatesCommand(): Command {
  return new Command('templates')
    .description('the templates of an account')
    .addCommand(listTemplatesCommand())
    .addCommand(templateContentCommand())
}
