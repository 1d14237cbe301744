import { Command } from 'commander'
import { printReport } from '../../follow-job.ts'
import { printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'

export function getJobCommand(): Command {
  return new Command('get')
    .description('show a job and its report')
    .argument('<job>', 'job ID')
    .option('--outcome <outcome>', 'only rows with this outcome, such as failed')
    .action(async (id: string, { outcome }: { outcome?: string }, command: Command) => {
      const { server, json } = serverOf(command)
      const job = await server.jobs.get(id)
      const rows = []
      for await (const row of server.jobs.listRows(id, { outcome, limit: 100 })) rows.push(row)
      if (json) printJson({ ...job, rows })
      else printReport(job, rows)
    })
}
