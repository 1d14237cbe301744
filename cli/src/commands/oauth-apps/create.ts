import { Command } from 'commander'
import { printOAuthApp } from '../../print-oauth-app.ts'
import { askSecret } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

export function createCommand(): Command {
  return new Command('create')
    .description('add an app that is registered at a provider; its secret is asked for, or read from a pipe')
    .argument('<provider>', 'slug of the provider')
    .argument('<client-id>', 'client ID, as the provider shows it')
    .option('--name <name>', 'what it is called here')
    .action(
      async (provider: string, clientId: string, { name }: { readonly name?: string }, command: Command) => {
        const { server, json } = serverOf(command)
        const clientSecret = await askSecret(command, 'Client secret')
        printOAuthApp(await server.oauthApps.create({ provider, clientId, clientSecret, name }), json)
      },
    )
}
