import type { Command } from 'commander'
import { chosenConnection, findConnection } from '../../choose-connection.ts'
import { followJob, showPlan } from '../../follow-job.ts'
import { note } from '../../output.ts'
import { confirmAction } from '../../prompt.ts'
import { connectionCommand } from '../../global-options.ts'

interface Options {
  readonly to: string
  readonly toAudience: string
  readonly dryRun?: boolean
}

const COUNTED = ['created', 'updated', 'suppressed']

export function moveAudienceCommand(): Command {
  return connectionCommand('move')
    .description('move the contacts of an audience to another account, after you confirm it')
    .argument('<audience>', 'audience ID')
    .requiredOption('--to <connection>', 'name or ID of the other connection')
    .requiredOption('--to-audience <id>', 'the audience there')
    .option('--dry-run', 'only say what would be moved, and what cannot be')
    .action(async (audienceId: string, { to, toAudience, dryRun = false }: Options, command: Command) => {
      const { id: connectionId, server, json } = await chosenConnection(command)
      const target = await findConnection(server, to)
      const move = {
        from: { connectionId, audienceId },
        to: { connectionId: target, audienceId: toAudience },
      }
      const plan = await server.audienceMoves.create({ ...move, dryRun: true })
      if (dryRun) return followJob(server, plan, { json, counted: [] })
      await showPlan(server, plan, [])
      if (!(await confirmAction(command, 'Move these contacts?'))) return note('Nothing was moved.')
      const job = await server.audienceMoves.create({ ...move, dryRun: false })
      await followJob(server, job, { json, counted: COUNTED })
    })
}
