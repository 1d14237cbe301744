import { Command } from 'commander'
import { runServerCommand } from '../run-server-command.ts'

export function encryptionKeysCommand(): Command {
  return new Command('encryption-keys')
    .description('rotate and verify the keys that encrypt what is stored; needs the server’s settings')
    .addCommand(
      new Command('rotate')
        .description(
          'encrypt everything with the newest key, while the server runs; run it again if it was stopped',
        )
        .action(() => runServerCommand('rotate-encryption-keys')),
    )
    .addCommand(
      new Command('verify')
        .description('decrypt everything that is stored; exits with 3 if something cannot be')
        .action(() => runServerCommand('verify-encryption-keys')),
    )
}
