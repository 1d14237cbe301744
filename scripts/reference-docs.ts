/*
 * Writes the generated pages of docs/ and the SDK's types from the code; with `--check`, only says whether they are current.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { COMMAND_SETTINGS } from '../server/src/config/command-settings.ts'
import type { Setting } from '../server/src/config/setting.ts'
import { SETTINGS } from '../server/src/config/settings.ts'
import { TEST_SETTINGS } from '../server/src/config/test-settings.ts'
import { ERROR_CATALOGUE } from '../server/src/kernel/error-catalogue.ts'
import { withoutFacts } from '../server/src/kernel/error-message.ts'
import { HELD_BACK } from './dependencies/held-back.ts'
import { formatGenerated } from './format-generated.ts'
import { cliPage } from './reference-docs/cli.ts'
import { eventsPage } from './reference-docs/events.ts'
import { NOTE } from './reference-docs/note.ts'
import { sdkPage } from './reference-docs/sdk.ts'
import { providerPages } from './reference-docs/providers.ts'
import { sdkTypes } from './sdk-types.ts'

function configuration(): string {
  const rows = (table: Readonly<Record<string, Setting>>): string =>
    Object.values(table)
      .map(
        ({ name, default: fallback, description }) =>
          `### \`${name}\`\n\n${description}\n${fallback ? `\nDefault: \`${fallback}\`.\n` : ''}`,
      )
      .join('\n')
  const secretFiles = (): string =>
    Object.values(SETTINGS)
      .filter(({ secret }) => secret)
      .map(({ name }) => `\`${name}_FILE\``)
      .join(', ')
  return `# Configuration

${NOTE}

All settings of Letterlock. They are environment variables, which the server reads once, at its start. With an invalid value it does not start, and
says which variable is wrong and how to correct it. An empty value counts as unset. An unknown variable whose name begins with \`LETTERLOCK_\` causes
a warning.

A variable can also be a line of the file \`.env\` in the data directory, \`NAME=value\`. The environment takes precedence over that file, and the
flags of \`letterlock start\` over both (\`--host\`, \`--port\`, \`--data\`, \`--database\`). Commands that work on the database take \`--data\`, too. If
the file has secrets, let no other user read it (\`chmod 600\`). To show all values and where each comes from, run this, with the flags of the server:

\`\`\`sh
letterlock config
\`\`\`

A secret can also be in a file: \`LETTERLOCK_DATABASE_URL_FILE\` is the path of a file with the database's URL. Use one of these variables instead of
the one without \`_FILE\`: ${secretFiles()}.

## The server

${rows(SETTINGS)}
## The command and the sandbox

${rows(COMMAND_SETTINGS)}
## The project's tests

${rows(TEST_SETTINGS)}`
}

const CODES = Object.entries(ERROR_CATALOGUE).toSorted(([a], [b]) => a.localeCompare(b))

function errors(): string {
  const rows = CODES.map(
    ([code, { status, title, detail, nextStep }]) =>
      `### \`${code}\` (${status})\n\n**${title}.** ${withoutFacts(detail)} ${withoutFacts(nextStep)}\n`,
  )
  return `# Errors

${NOTE}

All error codes of the API. Every error has a body with problem details (RFC 9457, \`application/problem+json\`):

- \`type\`: \`urn:letterlock:error:\` and the code
- \`title\`: a phrase, the same whenever the code occurs
- \`status\`: the HTTP status
- \`detail\`: what is wrong
- \`instance\`: \`urn:letterlock:request:\` and the request's ID
- \`code\`: stable, for programs; codes may be added, but are never renamed
- \`nextStep\`: what to do about it
- \`requestId\`: identifies the request in the log
- \`retryAfterSeconds\`: seconds to wait before a retry, if known; also in the header \`Retry-After\`
- \`errors\`: the invalid fields of a request: \`pointer\` (RFC 6901), \`parameter\` or \`header\`, and \`detail\`

Some errors have more members, which are in braces below. \`{provider}\` is the provider's name; the member \`provider\` is its
slug. The authorization server at \`/oauth2\` responds as in RFC 6749 section 5.2.

${rows.join('\n')}`
}

function dependencies(): string {
  const rows = Object.entries(HELD_BACK).map(
    ([name, { within, reason }]) => `### \`${name}\` (${within})\n\n${reason}\n`,
  )
  return `# Dependencies

${NOTE}

How dependencies are updated, and which are held back. Every dependency is pinned to its newest version. Renovate proposes updates every Monday, and security updates immediately
(\`renovate.json\`). It waits three days after a release, so that a bad release can be withdrawn first. \`npm run deps\` lists outdated dependencies, and
fails if one has been outdated for more than 30 days.

\`@better-auth/passkey\` requires exact versions of three packages that \`better-auth\` also requires, and is released less often. The \`overrides\`
in \`package.json\` give both packages the versions of \`better-auth\`; update them together.

\`tsdown\` and \`rolldown-plugin-dts\` ask for a TypeScript before 7, which the overrides replace with ours: declarations come from its
command. \`tsdown\` builds with the \`rolldown\` of the overrides, because its own version confuses two exports of a library.
\`@arethetypeswrong/core\` keeps its own version of TypeScript.

## Held back

${rows.join('\n')}`
}

const markdown: [name: string, text: string][] = [
  ['docs/cli.md', await cliPage()],
  ['docs/configuration.md', configuration()],
  ['docs/dependencies.md', dependencies()],
  ['docs/errors.md', errors()],
  ['docs/events.md', eventsPage()],
  ['docs/sdk.md', sdkPage(join(import.meta.dirname, '..'))],
  ...providerPages(),
]
const formatted = markdown.map(async ([name, text]) => [name, await formatGenerated(name, text)] as const)
const pages = [...(await Promise.all(formatted)), ['sdk/src/openapi.ts', await sdkTypes()] as const]

const check = process.argv.includes('--check')
const stale = pages.filter(([name, text]) => {
  const file = join(import.meta.dirname, '..', name)
  if (check) return readFileSync(file, 'utf8') !== text
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return false
})
if (stale.length > 0) {
  process.stderr.write(`${stale.map(([name]) => name).join(' and ')}: not current. Run “npm run docs”.\n`)
  process.exitCode = 1
}
