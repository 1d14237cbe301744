import { Command } from 'commander'
import { followJob } from '../../follow-job.ts'
import { serverOf } from '../../server-access.ts'

export function exportContactCommand(): Command {
  return new Command('export')
    .description('export everything about an address from all accounts; with --json the content itself')
    .argument('<email>', 'email address')
    .action(async (email: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      await followJob(server, await server.addresses.export({ email }), { json, counted: ['not_found'] })
    })
}
