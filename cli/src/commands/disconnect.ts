import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { CliError, paint, print, printJson } from '../output.ts'
import { confirm, isPersonPresent } from '../question.ts'

export function disconnectCommand(): Command {
  return new Command('disconnect')
    .description('cut a connection and tell what was done')
    .argument('<connection>', 'the connection’s id')
    .option('-y, --yes', 'do not ask')
    .action(async (id: string, { yes }: { yes?: boolean }, command: Command) => {
      const { server, json } = serverOf(command)
      const { account, provider } = await server.getConnection(id)
      if (!yes && !isPersonPresent())
        throw new CliError('Nobody is here to confirm it.', 'Add --yes to go on without asking.')
      if (!yes && !(await confirm(`Disconnect ${account.name} (${provider})?`)))
        return print('Nothing was changed.')
      const report = await server.disconnect(id)
      if (json) return printJson(report)
      print(`${paint('green', '✓')} Disconnected: ${account.name}`)
      print(`  ${report.detail}`)
      if (report.authorizedAppsUrl) print(`  ${report.authorizedAppsUrl}`)
    })
}
