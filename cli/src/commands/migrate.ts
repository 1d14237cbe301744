import { Argument, Command } from 'commander'
import { serverOf } from '../server-access.ts'
import { migrateRow, OLD_ACCESS, type OldScheme } from '../import/migrate-row.ts'
import { createPatience, patienceOption } from '../import/patience.ts'
import { settleFile } from '../import/submit-rows.ts'
import { CliError, printConnection, printJson } from '../output.ts'
import { ask, askSecret, isPersonPresent, readAll } from '../question.ts'

interface Options {
  readonly owner: string
  readonly report?: string
  readonly waitTimeout: number
}

export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'connect accounts from older access, which the platform trades for a token and we do not keep',
    )
    .argument('<provider>', 'such as constant-contact-v2')
    .addArgument(new Argument('<from>', 'the older scheme').choices(Object.keys(OLD_ACCESS)))
    .argument('[file]', `.csv or .jsonl, a row an account: owner and ${fieldsInWords()}`)
    .option('--owner <id>', 'without a file: your own id for whom the account belongs to', 'me')
    .option('--report <file>', 'one line a row: what became of it; a second run goes on where it stopped')
    .addOption(patienceOption())
    .addHelpText(
      'after',
      '\nWithout a file, one account: it is asked for, or read as a JSON object from a pipe.',
    )
    .action(
      async (
        provider: string,
        from: OldScheme,
        file: string | undefined,
        options: Options,
        command: Command,
      ) => {
        const { server, json } = serverOf(command)
        const scheme = { from, provider }
        if (file !== undefined)
          return settleFile(
            { file, reportFile: options.report, patienceSeconds: options.waitTimeout, json },
            (row, waitTimeout) => migrateRow(server, scheme, row, waitTimeout),
          )
        const fields = { owner: options.owner, ...(await askForAccess(from)) }
        const outcome = await migrateRow(
          server,
          scheme,
          { number: 1, fields },
          createPatience(options.waitTimeout),
        )
        if (outcome.outcome === 'failed') throw new CliError(outcome.message, outcome.next)
        const connection = await server.getConnection(outcome.connection ?? '')
        if (json) printJson(connection)
        else printConnection(connection)
      },
    )
}

async function askForAccess(from: OldScheme): Promise<Record<string, string>> {
  if (!isPersonPresent()) return readObject(await readAll(process.stdin))
  const answers: Record<string, string> = {}
  for (const [name, kind] of Object.entries(OLD_ACCESS[from]))
    answers[name] = kind === 'secret' ? await askSecret(`${name}: `) : await ask(`${name}: `)
  return answers
}

function readObject(text: string): Record<string, string> {
  try {
    return JSON.parse(text) as Record<string, string>
  } catch {
    throw new CliError('The pipe did not bring a JSON object.', `Send one with ${fieldsInWords()}.`)
  }
}

function fieldsInWords(): string {
  return Object.values(OLD_ACCESS)
    .map((fields) => Object.keys(fields).join(', '))
    .join('; or ')
}
