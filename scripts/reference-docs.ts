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
          `### \`${name}\`\n\n${description}\n\nDefault: ${fallback ? `\`${fallback}\`` : 'none'}.\n`,
      )
      .join('\n')
  const secretFiles = (): string =>
    Object.values(SETTINGS)
      .filter(({ secret }) => secret)
      .map(({ name }) => `\`${name}_FILE\``)
      .join(', ')
  return `# Configuration

${NOTE}

Letterlock is configured by environment variables, which it reads once at the start. An invalid value stops the start with a sentence that
names the variable, the fault and the remedy. An empty value counts as unset. An unknown variable whose name begins with \`LETTERLOCK_\` gets a
warning.

A variable can also be a line of the file \`.env\` in the data directory, \`NAME=value\`. The environment takes precedence over that file, and the
flags of \`letterlock start\` over both (\`--host\`, \`--port\`, \`--data\`, \`--database\`). Where the file has secrets, let no other user read it
(\`chmod 600\`). Show what is in force, and where each value comes from:

\`\`\`sh
letterlock config
\`\`\`

A secret can also be in a file, as containers have it: \`LETTERLOCK_DATABASE_URL_FILE\` holds the path of a file with the database's URL. These
secrets have such a variable, instead of their own: ${secretFiles()}.

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

Every error of the API has a body with problem details (RFC 9457, \`application/problem+json\`):

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

Some errors have more members, which their sentences below show in braces. \`{provider}\` is the provider's name; the member \`provider\` is its
slug. The authorization server at \`/oauth2\` responds as in RFC 6749 section 5.2.

${rows.join('\n')}`
}

function dependencies(): string {
  const rows = Object.entries(HELD_BACK).map(
    ([name, { within, reason }]) => `### \`${name}\` (${within})\n\n${reason}\n`,
  )
  return `# Dependencies

${NOTE}

Every dependency is pinned to its newest version. Renovate proposes updates every Monday, and security updates immediately
(\`renovate.json\`). It waits three days after a release, so that a bad one can be withdrawn. \`npm run deps\` lists outdated dependencies, and
fails if one has been outdated for more than 30 days.

\`@better-auth/passkey\` requires exact versions of three packages that \`better-auth\` also requires, and is released less often. The \`overrides\`
in \`package.json\` give both the versions of \`better-auth\`; update them together.

\`tsdown\` and \`rolldown-plugin-dts\` ask for a TypeScript before 7, which the overrides replace with ours: declarations come from its
command. \`tsdown\` builds with the \`rolldown\` that the overrides name, since its own mixes up two names of one library.
\`@arethetypeswrong/core\` keeps the TypeScript that it works with.

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
