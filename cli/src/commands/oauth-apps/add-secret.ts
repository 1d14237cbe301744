import { Command } from 'commander'
import { printOAuthApp } from '../../print-oauth-app.ts'
import { askSecret } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function addSecretCommand(): Command {
  return new Command('add-secret')
    .description('use a new client secret from now on; it is asked for, or read from a pipe')
    .argument('<app>', 'ID of the OAuth app')
    .action(async (id: string, _options: object, command: Command) => {
      const { server, json } = serverOf(command)
      const clientSecret = await askSecret(command, 'New client secret')
      printOAuthApp(await server.oauthApps.addClientSecret(id, { clientSecret }), json)
    })
}
