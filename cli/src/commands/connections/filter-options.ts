import type { ConnectionFilter } from '@letterlock/sdk'
import { Option, type Command } from 'commander'

export interface FilterOptions {
  readonly endUser?: string
  readonly provider?: string
  readonly label?: string
  readonly status?: 'connected' | 'expiring_soon' | 'disconnected'
}

export function addFilterOptions(command: Command): Command {
  return command
    .option('--end-user <id>', 'only those of this end user')
    .option('--provider <provider>', 'only those to this provider')
    .option('--label <name:value>', 'only those with this label')
    .addOption(
      new Option('--status <status>', 'only those with this status').choices([
        'connected',
        'expiring_soon',
        'disconnected',
      ]),
    )
}

export function filterOf({ endUser, provider, label, status }: FilterOptions): ConnectionFilter {
  return { endUserId: endUser, provider, label, status }
}
