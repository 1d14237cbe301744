import { Command } from 'commander'
import { createCommand } from './secret-keys/create.ts'
import { listCommand } from './secret-keys/list.ts'
import { revokeCommand } from './secret-keys/revoke.ts'

export function secretKeysCommand(): Command {
  return new Command('secret-keys')
    .description('the keys that applications call Letterlock with')
    .addCommand(listCommand())
    .addCommand(createCommand())
    .addCommand(revokeCommand())
}
