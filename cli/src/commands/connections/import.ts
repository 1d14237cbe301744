import { Command } from 'commander'
import { addImportOptions, importFile, type ImportOptions } from '../../import/import-file.ts'
import { importRow } from '../../import/import-row.ts'
import { serverOf } from '../../server-access.ts'

export function importCommand(): Command {
  return addImportOptions(
    new Command('import')
      .description('import connections from a file: .csv with a header, or .jsonl with an object per line')
      .argument(
        '<file>',
        'columns: provider, endUserId, and accessToken (with refreshToken, accessTokenExpiresAt, oauthAppId) or apiKey; labels as a JSON object',
      ),
  ).action(async (file: string, options: ImportOptions, command: Command) => {
    const { server, json, secretKey } = serverOf(command)
    await importFile({ file, ...options, json, secretKey }, (row, wait) => importRow(server, row, wait))
  })
}
