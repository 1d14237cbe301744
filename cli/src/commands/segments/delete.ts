import type { Command } from 'commander'
import { chosenConnection } from '../../choose-connection.ts'
import { note, print, printJson } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { connectionCommand } from '../../global-options.ts'

export function deleteSegmentCommand(): Command {
  return connectionCommand('delete')
    .description('delete a segment; its contacts stay')
    .argument('<segment>', 'segment ID')
    .requiredOption('--audience <id>', 'the audience')
    .action(async (segmentId: string, { audience }: { audience: string }, command: Command) => {
      const { account, json } = await chosenConnection(command)
      if (!(await confirmAction(command, `Delete segment ${segmentId}?`))) return note('Nothing was deleted.')
      const deleted = await account.segments.delete({ audienceId: audience, segmentId })
      if (json) printJson(deleted)
      else print(`Deleted: ${deleted.id}`)
    })
}
