import { Command } from 'commander'
import { cancelJobCommand } from './jobs/cancel.ts'
import { getJobCommand } from './jobs/get.ts'
import { listJobsCommand } from './jobs/list.ts'

export function jobsCommand(): Command {
  return new Command('jobs')
    .description('imports, exports, erasures and moves that run in the background')
    .addCommand(listJobsCommand())
    .addCommand(getJobCommand())
    .addCommand(cancelJobCommand())
}
