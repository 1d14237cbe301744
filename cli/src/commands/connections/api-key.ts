import { Command } from 'commander'
import { removeApiKeyCommand } from './remove-api-key.ts'
import { setApiKeyCommand } from './set-api-key.ts'

export function apiKeyCommand(): Command {
  return new Command('api-key')
    .description('the provider’s API key, used while OAuth fails')
    .addCommand(setApiKeyCommand())
    .addCommand(removeApiKeyCommand())
}
