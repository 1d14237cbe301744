import { Command } from 'commander'
import { print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'

export function cancelJobCommand(): Command {
  return new Command('cancel')
    .description('cancel a job; what it has done stays done')
    .argument('<job>', 'job ID')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const job = await server.jobs.cancel(id)
      if (json) printJson(job)
      else print(job.status === 'canceled' ? 'Canceled' : 'It ends after the rows in progress.')
    })
}
