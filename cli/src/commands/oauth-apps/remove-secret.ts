import { Command } from 'commander'
import { note } from '../../output.ts'
import { printOAuthApp } from '../../print-oauth-app.ts'
import { confirmAction } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function removeSecretCommand(): Command {
  return new Command('remove-secret')
    .description('remove an old client secret, once the provider no longer accepts it')
    .argument('<app>', 'ID of the OAuth app')
    .argument('<secret>', 'ID of the client secret')
    .action(async (id: string, secretId: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      if (!(await confirmAction(command, `Remove the client secret ${secretId}? This cannot be undone.`)))
        return note('Nothing was changed.')
      printOAuthApp(await server.oauthApps.removeClientSecret(id, secretId), json)
    })
}
