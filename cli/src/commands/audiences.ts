import { Command } from 'commander'
import { audienceGrowthCommand } from './audiences/growth.ts'
import { listAudiencesCommand } from './audiences/list.ts'
import { moveAudienceCommand } from './audiences/move.ts'

export function audiencesCommand(): Command {
  return new Command('audiences')
    .description('the audiences of an account')
    .addCommand(listAudiencesCommand())
    .addCommand(audienceGrowthCommand())
    .addCommand(moveAudienceCommand())
}
