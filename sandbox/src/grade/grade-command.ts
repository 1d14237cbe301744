import { writeFileSync } from 'node:fs'
import { readOptions } from '../read-options.ts'
import { GRADED_PROVIDERS } from './graded-provider.ts'
import { gradeProgram } from './grade-program.ts'
import { REPORTERS } from './reporters.ts'
import { reasonOf } from '../reason-of.ts'

const HELP = `Usage: letterlock-sandbox grade [options] -- COMMAND

Starts a program that connects accounts, tests how it handles the providers’ quirks and failures, and prints a report card.

  --provider ID      mailchimp, mailup or constant-contact; may be repeated (all)
  --reporter NAME    text, json or junit (text)
  --redirect-path P  path of the redirect URI (/callback)
  --output FILE      write the report to this file instead of standard output
  --help             show this

The program serves three addresses on 127.0.0.1, at the port in PORT:

  GET /connect       redirects to the provider, to AUTHORIZE_URL
  GET /callback      takes the answer of the provider, at REDIRECT_URI; 400 or more if no account was connected
  GET /lists         the names of all lists of the account, as a JSON array; 401 if it has to be reconnected;
                     500 or more if the provider fails

Its environment has PROVIDER, PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, SCOPES, AUTHORIZE_URL, TOKEN_URL, API_URL, METADATA_URL
and SANDBOX_URL. Call SANDBOX_URL/us6.api.mailchimp.com instead of https://us6.api.mailchimp.com.
The exit code is 0 if every check passes, 1 if not, and 2 if the program cannot be graded.
`

const OPTIONS = {
  provider: { type: 'string', multiple: true },
  reporter: { type: 'string', default: 'text' },
  output: { type: 'string' },
  'redirect-path': { type: 'string', default: '/callback' },
  help: { type: 'boolean' },
} as const

/**
 * Grades a program and prints its report card.
 *
 * @throws Error with a sentence for the user
 */
export async function gradeCommand(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('letterlock-sandbox grade', {
    args,
    options: OPTIONS,
    allowPositionals: true,
  })
  if (values.help) return void process.stdout.write(HELP)
  if (positionals.length === 0)
    throw new Error('Name the program after two hyphens: letterlock-sandbox grade -- node client.js')
  const reporter = REPORTERS[values.reporter]
  if (!reporter)
    throw new Error(`--reporter is “${values.reporter}”: use ${Object.keys(REPORTERS).join(', ')}.`)
  const known = GRADED_PROVIDERS.map(({ id }) => id)
  const wanted = values.provider ?? known
  const unknown = wanted.filter((id) => !known.some((one) => one === id))
  if (unknown.length > 0) throw new Error(`--provider is “${unknown.join(', ')}”: use ${known.join(', ')}.`)

  // Checks early that the report can be written.
  if (values.output) prepareOutput(values.output)
  const report = await gradeProgram(
    positionals,
    GRADED_PROVIDERS.filter(({ id }) => wanted.includes(id)),
    values['redirect-path'],
  )
  if (values.output) writeFileSync(values.output, reporter(report))
  else process.stdout.write(reporter(report))
  process.exitCode = report.passed === report.total ? 0 : 1
}

function prepareOutput(file: string): void {
  try {
    writeFileSync(file, '')
  } catch (error) {
    throw new Error(`--output cannot be written: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}
