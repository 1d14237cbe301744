import { Command } from 'commander'
import { formatTime } from '../../format-time.ts'
import { print, printJson } from '../../output.ts'
import { ownCommand } from '../../own-command.ts'
import { addPageOptions, printNextPage, type PageOptions } from '../../page-options.ts'
import { serverOf } from '../../server-access.ts'
import { printTable } from '../../table.ts'

export function listCommand(): Command {
  return addPageOptions(new Command('list').description('list the OAuth apps'))
    .option('--provider <slug>', 'only those of this provider')
    .action(async (query: PageOptions & { readonly provider?: string }, command: Command) => {
      const { server, json } = serverOf(command)
      const page = await server.oauthApps.list(query)
      if (json) return printJson(page)
      if (page.items.length === 0)
        return print(`No OAuth apps. Run: ${ownCommand('oauth-apps create <provider> <client-id>')}`)
      const rows = page.items.map(({ id, provider, name, clientId, clientSecrets, createdAt }) => [
        id,
        provider,
        name,
        clientId,
        String(clientSecrets.length),
        formatTime(createdAt),
      ])
      printTable(['ID', 'PROVIDER', 'NAME', 'CLIENT ID', 'SECRETS', 'CREATED'], rows)
      printNextPage(page.nextCursor)
    })
}
