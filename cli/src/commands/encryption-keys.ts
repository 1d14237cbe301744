import { Command } from 'commander'
import { runServerCommand } from '../run-server-command.ts'

export function encryptionKeysCommand(): Command {
  return new Command('encryption-keys')
    .description(
      'create, rotate, wrap and verify the keys that encrypt what is stored; needs the server’s settings',
    )
    .addCommand(
      new Command('create')
        .description('print a new key; wrapped, if there is a key service')
        .action(() => runServerCommand('create-encryption-key')),
    )
    .addCommand(
      new Command('rotate')
        .description(
          'encrypt everything with the newest key, while the server runs; run it again if it was stopped',
        )
        .action(() => runServerCommand('rotate-encryption-keys')),
    )
    .addCommand(
      new Command('wrap')
        .description('wrap every key with the key service, also those that are wrapped already')
        .action(() => runServerCommand('wrap-encryption-keys')),
    )
    .addCommand(
      new Command('verify')
        .description('decrypt everything that is stored; exits with 3 if something cannot be decrypted')
        .action(() => runServerCommand('verify-encryption-keys')),
    )
}
