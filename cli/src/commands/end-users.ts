import { Command } from 'commander'
import { counted } from '@letterlock/server/counted.ts'
import { CliError, EXIT } from '../cli-error.ts'
import type { GlobalOptions } from '../global-options.ts'
import { paint, print, printJson } from '../output.ts'
import { serverOf } from '../server-access.ts'

export function endUsersCommand(): Command {
  return new Command('end-users')
    .description('export and erase everything about an end user')
    .addCommand(exportCommand())
    .addCommand(eraseCommand())
}

function exportCommand(): Command {
  return new Command('export')
    .description('print everything that is stored about an end user, as JSON, without credentials')
    .argument('<id>', 'your own ID of the end user')
    .action(async (id: string, _options: object, command: Command) =>
      printJson(await serverOf(command).server.endUsers.export(id)),
    )
}

function eraseCommand(): Command {
  return new Command('erase')
    .description('revoke the credentials of an end user, delete everything about them, and print a receipt')
    .argument('<id>', 'your own ID of the end user')
    .action(async (id: string, _options: object, command: Command) => {
      const { yes, json } = command.optsWithGlobals<GlobalOptions>()
      if (!yes)
        throw new CliError(
          `Everything about ${id} would be deleted, for good.`,
          'Confirm it with --yes.',
          EXIT.usage,
        )
      const receipt = await serverOf(command).server.endUsers.erase(id)
      if (json) return printJson(receipt)
      const { connections, connectSessionCount, callCount, webhookDeliveryCount, erasedAt } = receipt
      print(`${paint('green', '✓')} Erased at ${erasedAt}. Receipt: ${receipt.id}`)
      print(
        `  ${counted(connections.length, 'connection')}, ${counted(connectSessionCount, 'connect session')}, ${counted(callCount, 'call')}, ${webhookDeliveryCount} webhook ${webhookDeliveryCount === 1 ? 'delivery' : 'deliveries'}`,
      )
      for (const { authorizedAppsUrl, providerRevocation } of connections)
        if (providerRevocation !== 'revoked' && authorizedAppsUrl !== null)
          print(
            `  The provider was not informed. The end user can remove the authorization at ${authorizedAppsUrl}`,
          )
    })
}
