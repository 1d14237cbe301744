import { Command } from 'commander'
import { runServerCommand } from '../run-server-command.ts'
import { commandWith } from '../global-options.ts'
import { withServerFlags } from '../server-flags.ts'

export function encryptionKeysCommand(): Command {
  return new Command('encryption-keys')
    .description(
      'create, rotate, wrap and verify the keys that encrypt what is stored; needs the server’s settings',
    )
    .addCommand(
      commandOnKeys('create')
        .description('print a new key; wrapped, if there is a key service')
        .action(() => runServerCommand('create-encryption-key')),
    )
    .addCommand(
      commandOnKeys('rotate')
        .description(
          'encrypt everything with the newest key, while the server runs; run it again if it was stopped',
        )
        .action(() => runServerCommand('rotate-encryption-keys')),
    )
    .addCommand(
      commandOnKeys('wrap')
        .description('wrap every key with the key service, also those that are wrapped already')
        .action(() => runServerCommand('wrap-encryption-keys')),
    )
    .addCommand(
      commandOnKeys('verify')
        .description('decrypt everything that is stored; exits with 3 if something cannot be decrypted')
        .action(() => runServerCommand('verify-encryption-keys')),
    )
}

const commandOnKeys = (name: string): Command =>
  withServerFlags(commandWith([], name), '--data', '--database')
