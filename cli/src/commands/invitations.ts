import { Command } from 'commander'
import { createCommand } from './invitations/create.ts'
import { listCommand } from './invitations/list.ts'
import { revokeCommand } from './invitations/revoke.ts'

export function invitationsCommand(): Command {
  return new Command('invitations')
    .description('invitations to the workspace that are not accepted yet')
    .addCommand(listCommand())
    .addCommand(createCommand())
    .addCommand(revokeCommand())
}
