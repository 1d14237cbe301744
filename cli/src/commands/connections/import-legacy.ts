import { Argument, Command } from 'commander'
import { CliError, EXIT } from '../../cli-error.ts'
import { addImportOptions, importFile, type ImportOptions } from '../../import/import-file.ts'
import { importLegacyRow, LEGACY_FIELDS, type LegacyScheme } from '../../import/import-legacy-row.ts'
import { createRetryWait } from '../../import/retry-wait.ts'
import { textsIn } from '../../import/texts-in.ts'
import { printConnection } from '../../print-connection.ts'
import { ask, askSecret, canAsk, readAll } from '../../prompt.ts'
import { serverOf } from '../../server-access.ts'

interface Options extends ImportOptions {
  readonly endUser: string
}

export function importLegacyCommand(): Command {
  return addImportOptions(
    new Command('import-legacy')
      .description('exchange legacy credentials for tokens; the credentials are used once and not stored')
      .argument('<provider>', 'the provider')
      .addArgument(new Argument('<scheme>', 'the legacy scheme').choices(Object.keys(LEGACY_FIELDS)))
      .argument('[file]', `.csv or .jsonl with endUserId and ${describeFields()}`)
      .option('--end-user <id>', 'without a file: your own ID of the end user', 'me'),
  )
    .addHelpText(
      'after',
      '\nWithout a file it imports one account: the fields are asked for, or read as a JSON object from a pipe.',
    )
    .action(
      async (
        provider: string,
        scheme: LegacyScheme,
        file: string | undefined,
        options: Options,
        command: Command,
      ) => {
        const { server, json, secretKey } = serverOf(command)
        assertUsable(command, file)
        if (file !== undefined)
          return importFile(
            { file, ...options, json, secretKey, common: { provider, scheme } },
            (row, wait) => importLegacyRow(server, { provider, scheme }, row, wait),
          )
        const fields = { endUserId: options.endUser, ...(await readCredentials(command, scheme)) }
        const wait = createRetryWait(options.waitTimeout)
        const outcome = await importLegacyRow(server, { provider, scheme }, { line: 1, fields }, wait)
        if (outcome.outcome === 'failed') throw new CliError(outcome.message, outcome.nextStep)
        printConnection(await server.connections.get(outcome.connectionId ?? ''), json)
      },
    )
}

/** @throws CliError if an option was given that has no effect with a file, or without one */
function assertUsable(command: Command, file: string | undefined): void {
  const without = file === undefined ? ['results'] : ['endUser']
  const given = command.options.find(
    (option) =>
      without.includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === 'cli',
  )
  if (!given) return
  const [when, instead] =
    file === undefined
      ? ['without a file', 'It is for the rows of a file: name one, or leave it out.']
      : ['with a file', 'Each row of the file has its own endUserId: leave it out.']
  throw new CliError(`${given.long ?? ''} has no effect ${when}.`, instead, EXIT.usage)
}

async function readCredentials(command: Command, scheme: LegacyScheme): Promise<Record<string, string>> {
  if (!canAsk(command)) return readObject(await readAll(process.stdin))
  const credentials: Record<string, string> = {}
  for (const [name, kind] of Object.entries(LEGACY_FIELDS[scheme]))
    credentials[name] = kind === 'secret' ? await askSecret(command, name) : await ask(`${name}: `)
  return credentials
}

function readObject(text: string): Record<string, string> {
  const texts = textsIn(text)
  if (texts) return texts
  throw new CliError('Standard input is not a JSON object.', `Send one with ${describeFields()}.`)
}

function describeFields(): string {
  return Object.entries(LEGACY_FIELDS)
    .map(([scheme, fields]) => `${Object.keys(fields).join(', ')} (${scheme})`)
    .join(', or ')
}
