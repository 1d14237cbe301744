import { Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { importRow } from '../import/import-row.ts'
import { patienceOption } from '../import/patience.ts'
import { settleFile } from '../import/submit-rows.ts'

interface Options {
  readonly report?: string
  readonly waitTimeout: number
}

export function importCommand(): Command {
  return new Command('import')
    .description('take over connections from a file: .csv with a header, or .jsonl with one object a line')
    .argument('<file>', 'with provider, owner, and accessToken (refreshToken, expiresAt, app) or apiKey')
    .option('--report <file>', 'one line a row: what became of it; a second run goes on where it stopped')
    .addOption(patienceOption())
    .action(
      async (
        file: string,
        { report: reportFile, waitTimeout: patienceSeconds }: Options,
        command: Command,
      ) => {
        const { server, json } = serverOf(command)
        await settleFile({ file, reportFile, patienceSeconds, json }, (row, waitTimeout) =>
          importRow(server, row, waitTimeout),
        )
      },
    )
}
