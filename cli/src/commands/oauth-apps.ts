import { Command } from 'commander'
import { addSecretCommand } from './oauth-apps/add-secret.ts'
import { createCommand } from './oauth-apps/create.ts'
import { deleteCommand } from './oauth-apps/delete.ts'
import { listCommand } from './oauth-apps/list.ts'
import { removeSecretCommand } from './oauth-apps/remove-secret.ts'

export function oauthAppsCommand(): Command {
  return new Command('oauth-apps')
    .description('the OAuth apps that are registered at the providers')
    .addCommand(listCommand())
    .addCommand(createCommand())
    .addCommand(addSecretCommand())
    .addCommand(removeSecretCommand())
    .addCommand(deleteCommand())
}
