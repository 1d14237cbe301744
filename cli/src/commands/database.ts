import type { Command } from 'commander'
import { runServerCommand } from '../run-server-command.ts'
import { commandWith } from '../global-options.ts'

export function backupCommand(): Command {
  return commandWith([], 'backup')
    .description('copy the embedded database to a file, while the server runs; needs the server’s settings')
    .argument('<file>', 'where the backup is written; it must not exist')
    .action((file: string) => runServerCommand('backup', file))
}

export function restoreCommand(): Command {
  return commandWith([], 'restore')
    .description('put a backup into a data directory that has no database')
    .argument('<file>', 'the backup')
    .action((file: string) => runServerCommand('restore', file))
}

export function moveDatabaseCommand(): Command {
  return commandWith([], 'move-database')
    .description('copy the embedded database to the PostgreSQL database of LETTERLOCK_DATABASE_URL')
    .action(() => runServerCommand('move-database'))
}
