import type { Argument, Command, Option } from 'commander'
import { visibleGlobalOptions } from '../../cli/src/global-options.ts'
import { createProgram } from '../../cli/src/program.ts'
import { NOTE } from './note.ts'

/** docs/cli.md, from the definitions that the command itself runs with. */
export async function cliPage(): Promise<string> {
  const program = await createProgram()
  const sections = program.commands.map((command) => sectionOf(command, [], '##'))
  return `# Command line

${NOTE}

\`letterlock\` starts the server and the sandbox, and calls a server's API. Results are written to standard output, everything else to standard
error; with \`--json\`, the output is the API's JSON. It finds the server and its secret key in the data directory of a local start, or in
[\`LETTERLOCK_URL\`](configuration.md#letterlock_url) and [\`LETTERLOCK_SECRET_KEY\`](configuration.md#letterlock_secret_key).

If it is not installed globally, run it with npx: \`npx letterlock doctor\`. If it is, it completes commands and options in bash and zsh: \`eval "$(letterlock completion bash)"\`.

## Global options

Global options are before or after the name of a command. An option that the command does not use is an error; \`--help\` lists those that it uses.

${optionsTable(program.options)}
${EXIT_CODES}

${sections.join('\n')}`
}

const EXIT_CODES = `## Exit codes

| Code | Meaning |
| --- | --- |
| 0 | done |
| 1 | failed |
| 2 | wrong usage |
| 3 | a check found a problem (\`doctor\`, \`connections check\`, \`campaigns check\`, \`webhook-endpoints test\`) |
| 4 | authentication required |
| 5 | the provider answered with an error (\`proxy\`) |
| 130 | interrupted |
| 143 | ended by SIGTERM: \`backup\`, \`restore\`, \`move-database\`, \`encryption-keys\` |`

function sectionOf(command: Command, parents: readonly string[], heading: string): string {
  const path = [...parents, command.name()]
  const { commands, registeredArguments: args, options } = command
  const connection = visibleGlobalOptions(command).filter(({ short }) => short === '-c')
  const usage = [
    'letterlock',
    ...path,
    ...args.map(placeholder),
    ...connection.map(() => '[-c <connection>]'),
  ].join(' ')
  const own = commands.length === 0 ? [`\`\`\`txt\n${usage}\n\`\`\`\n`, argumentsTable(args)] : []
  const parts = [
    `${heading} letterlock ${path.join(' ')}\n`,
    `${sentence(command.description())}\n`,
    ...own,
    options.length > 0 ? optionsTable(options) : '',
    ...commands.map((child) => sectionOf(child, path, '###')),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function placeholder(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

function argumentsTable(args: readonly Argument[]): string {
  if (args.length === 0) return ''
  const rows = args.map(
    (argument) =>
      `| \`${placeholder(argument)}\` | ${cell(argument.description)}${choices(argument.argChoices)} |`,
  )
  return `| Argument | Meaning |\n| --- | --- |\n${rows.join('\n')}\n`
}

function optionsTable(options: readonly Option[]): string {
  const rows = options
    .filter(({ hidden }) => !hidden)
    .map(({ flags, description, argChoices, defaultValue }) => {
      const fallback = ['string', 'number'].includes(typeof defaultValue)
        ? ` Default: \`${defaultValue}\`.`
        : ''
      return `| \`${flags}\` | ${cell(description)}${choices(argChoices)}${fallback} |`
    })
  return `| Option | Meaning |\n| --- | --- |\n${rows.join('\n')}\n`
}

function choices(values: readonly string[] | undefined): string {
  return values ? ` One of ${values.map((value) => `\`${value}\``).join(', ')}.` : ''
}

/** Settings and angle brackets as code: they would be HTML. */
function cell(text: string): string {
  return sentence(text)
    .replaceAll('|', '\\|')
    .replaceAll(/LETTERLOCK_[A-Z_]+|<[^>]+>/g, '`$&`')
}

function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(first) || first === '' ? first : `${first}.`
}
