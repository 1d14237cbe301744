import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { CliError, paint, print, printJson } from '../output.ts'
import { confirm, isPersonPresent } from '../question.ts'

export function deleteCommand(): Command {
  return new Command('delete')
    .description('delete a connection with all that is personal; cuts it first if need be')
    .argument('<connection>', 'the connection’s id')
    .option('-y, --yes', 'do not ask')
    .action(async (id: string, { yes }: { yes?: boolean }, command: Command) => {
      const { server, json } = serverOf(command)
      const { account, provider } = await server.getConnection(id)
      if (!yes && !isPersonPresent())
        throw new CliError('Nobody is here to confirm it.', 'Add --yes to go on without asking.')
      if (!yes && !(await confirm(`Delete ${account.name} (${provider}) for good?`)))
        return print('Nothing was changed.')
      const report = await server.deleteConnection(id)
      if (json) return printJson(report)
      print(`${paint('green', '✓')} Deleted: ${account.name}`)
      print(`  ${report.detail}`)
      if (report.authorizedAppsUrl) print(`  ${report.authorizedAppsUrl}`)
    })
}
