import type { Scope } from '@letterlock/sdk'
import { Command } from 'commander'
import { CliError, EXIT } from '../../cli-error.ts'
import { collect } from '../../collect.ts'
import { note, print, printJson } from '../../output.ts'
import { serverOf } from '../../server-access.ts'

export function createCommand(): Command {
  return new Command('create')
    .description('create a secret key and print its secret')
    .argument('<name>', 'what it is for, such as “Booking service”')
    .option('--scope <scope>', 'what it may do, such as connections:read; repeatable', collect(String), [])
    .action(async (name: string, { scope }: { readonly scope: Scope[] }, command: Command) => {
      if (scope.length === 0)
        throw new CliError(
          'A secret key needs a scope.',
          'Give --scope once for each, such as --scope connections:read.',
          EXIT.usage,
        )
      const { server, json } = serverOf(command)
      // The server validates scopes, and lists them in its error.
      const key = await server.secretKeys.create({ name, scopes: scope })
      if (json) return printJson(key)
      note(`Secret key ${key.id}, shown this once:`)
      print(key.secret)
    })
}
