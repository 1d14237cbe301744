import type { Command } from 'commander'
import { runServerCommand } from '../run-server-command.ts'
import { commandWith } from '../global-options.ts'
import { withServerFlags } from '../server-flags.ts'

export function backupCommand(): Command {
  return withServerFlags(commandWith([], 'backup'), '--data')
    .description('copy the embedded database to a file, while the server runs; needs the server’s settings')
    .argument('<file>', 'where the backup is written; it must not exist')
    .action((file: string) => runServerCommand('backup', file))
}

export function restoreCommand(): Command {
  return withServerFlags(commandWith([], 'restore'), '--data')
    .description('put a backup into a data directory that has no database')
    .argument('<file>', 'the backup')
    .action((file: string) => runServerCommand('restore', file))
}

export function moveDatabaseCommand(): Command {
  return withServerFlags(commandWith([], 'move-database'), '--data', '--database')
    .description('copy the embedded database to the PostgreSQL database of LETTERLOCK_DATABASE_URL')
    .action(() => runServerCommand('move-database'))
}
