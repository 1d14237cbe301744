import { Command } from 'commander'
import { listAudiencesCommand } from './audiences/list.ts'

export function audiencesCommand(): Command {
  return new Command('audiences')
    .description('the audiences of an account')
    .addCommand(listAudiencesCommand())
}
