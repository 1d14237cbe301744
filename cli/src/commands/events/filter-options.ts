import type { EventFilter } from '@letterlock/sdk'
import type { Command } from 'commander'
import { connectionFilter } from '../../choose-connection.ts'

export interface FilterOptions {
  readonly type?: string
  readonly actor?: string
  readonly search?: string
  readonly since?: string
  readonly until?: string
}

export function addFilterOptions(command: Command): Command {
  return command
    .option('--type <type>', 'only this type, or its first part, such as connection')
    .option('--actor <id>', 'only what this secret key, user or assistant did, or system')
    .option(
      '--search <text>',
      'part of the type, the data, the actor’s name, the account’s name, email address or ID, or the end user’s ID',
    )
    .option('--since <time>', 'not before this time, such as 2026-11-26T12:00:00Z')
    .option('--until <time>', 'before this time')
}

/** With `--connection`. */
export async function filterOf(
  { type, actor, search, since, until }: FilterOptions,
  command: Command,
): Promise<EventFilter> {
  return { connectionId: await connectionFilter(command), type, actorId: actor, search, since, until }
}
