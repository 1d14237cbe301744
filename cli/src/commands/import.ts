import { Command } from 'commander'
import { hubOf } from '../hub-access.ts'
import { importRow } from '../import/import-row.ts'
import { patienceOption } from '../import/patience.ts'
import { settleFile } from '../import/settle-rows.ts'

interface Options {
  readonly report?: string
  readonly patience: number
}

export function importCommand(): Command {
  return new Command('import')
    .description('take over connections from a file: .csv with a header, or .jsonl with one object a line')
    .argument('<file>', 'with provider, owner, and accessToken (refreshToken, expiresAt, app) or apiKey')
    .option('--report <file>', 'one line a row: what became of it; a second run goes on where it stopped')
    .addOption(patienceOption())
    .action(
      async (file: string, { report: reportFile, patience: patienceSeconds }: Options, command: Command) => {
        const { hub, json } = hubOf(command)
        await settleFile({ file, reportFile, patienceSeconds, json }, (row, patience) =>
          importRow(hub, row, patience),
        )
      },
    )
}
