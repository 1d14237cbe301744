import { Command } from 'commander'
import { followJob, showPlan } from '../../follow-job.ts'
import { note } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function eraseContactCommand(): Command {
  return new Command('erase')
    .description('erase a contact from all accounts, with a receipt for each, after you confirm it')
    .argument('<email>', 'email address')
    .option('--dry-run', 'only say what would be erased, and what cannot be undone')
    .action(async (email: string, { dryRun = false }: { dryRun?: boolean }, command: Command) => {
      const { server, json } = serverOf(command)
      const plan = await server.addresses.erase({ email, dryRun: true })
      if (dryRun) return followJob(server, plan, { json, counted: ['not_found'] })
      await showPlan(server, plan, ['not_found'])
      const question = `Erase ${email} from all accounts? It cannot be undone.`
      if (!(await confirmAction(command, question))) return note('Nothing was erased.')
      const job = await server.addresses.erase({ email, dryRun: false })
      await followJob(server, job, { json, counted: ['not_found'] })
    })
}
