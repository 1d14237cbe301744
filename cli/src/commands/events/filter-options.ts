import type { EventFilter } from '@letterlock/sdk'
import type { Command } from 'commander'

export interface FilterOptions {
  readonly connection?: string
  readonly type?: string
  readonly actor?: string
  readonly search?: string
  readonly since?: string
  readonly until?: string
}

export function addFilterOptions(command: Command): Command {
  return command
    .option('-c, --connection <id>', 'only those of this connection')
    .option('--type <type>', 'only this type, or its first part, such as connection')
    .option('--actor <id>', 'only what this secret key, user or assistant did, or system')
    .option('--search <text>', 'only those with this text: in the type, the data, a name or an end user ID')
    .option('--since <time>', 'not before this time, such as 2026-11-26T12:00:00Z')
    .option('--until <time>', 'before this time')
}

export function filterOf({ connection, type, actor, search, since, until }: FilterOptions): EventFilter {
  return { connectionId: connection, type, actorId: actor, search, since, until }
}
