/*
 * Measures pages on this machine with Lighthouse: the overview and the list of 10,000 connections on a desk, the connect page on a phone. Fails
 * below 95 of 100 for performance, accessibility or best practices. Needs Chromium, and the registry for Lighthouse itself.
 *
 *     npm run lighthouse
 */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { debianProgram } from '@letterlock/testing/debian-program.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { seedRows } from '@letterlock/testing/seed-rows.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { memberAt } from '../server/src/kernel/member-at.ts'
import { openSqlite } from '../server/src/store/sqlite/sqlite.ts'

const LIGHTHOUSE = 'lighthouse@13.5.0'
const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const
const LEAST = 0.95
const CONNECTIONS = 10_000

const run = promisify(execFile)

await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'silent' })
await setupOwner(world)
const { cookie } = await signIn(world)
await fill()
const headers = join(world.config.dataDirectory, 'headers.json')
writeFileSync(headers, JSON.stringify({ Cookie: cookie }), { mode: 0o600 })
const session = await world.client.connectSessions.create({
  endUserId: 'customer-1',
  returnUrl: 'http://127.0.0.1:9/connected',
})
const pages = [
  ['overview', `${world.server.url}/`, 'desktop'],
  [`${CONNECTIONS} connections`, `${world.server.url}/connections`, 'desktop'],
  ['connect page', session.url ?? '', 'phone'],
] as const
for (const [name, url, device] of pages) {
  const report = await measure(url, device)
  const scores = CATEGORIES.map((category) => Number(memberAt(report, `categories.${category}.score`) ?? 0))
  const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time']
  const shown = CATEGORIES.map((category, index) => `${category} ${Math.round((scores[index] ?? 0) * 100)}`)
  const values = times.map((audit) => `${audit} ${shownOf(report, audit)}`)
  process.stdout.write(`${name}: ${[...shown, ...values].join(', ')}\n`)
  if (scores.some((score) => score < LEAST)) process.exitCode = 1
}

function shownOf(report: unknown, audit: string): string {
  const shown = memberAt(report, `audits.${audit}.displayValue`)
  return typeof shown === 'string' ? shown : ''
}

/** Rows as they are stored: connecting as many accounts would take long. */
async function fill(): Promise<void> {
  const [provider = ''] = PROVIDERS
  const { id: workspaceId } = await world.client.workspace.get()
  const sql = openSqlite(join(world.config.dataDirectory, 'letterlock.db'))
  try {
    await seedRows(sql, { workspaceId, provider, connections: CONNECTIONS, events: 1000 })
  } finally {
    await sql.close()
  }
}

async function measure(url: string, device: 'desktop' | 'phone'): Promise<unknown> {
  const chromium = debianProgram(
    [process.env['LETTERLOCK_TEST_CHROMIUM'] ?? '', '/usr/bin/chromium'],
    'chromium',
  )
  if (chromium === undefined) throw new Error('There is no Chromium.')
  const { stdout } = await run(
    'npx',
    [
      '--yes',
      LIGHTHOUSE,
      url,
      '--quiet',
      '--output=json',
      `--only-categories=${CATEGORIES.join()}`,
      // In a file, because process arguments are visible to others.
      `--extra-headers=${headers}`,
      `--chrome-flags=--headless=new --no-sandbox`,
      ...(device === 'desktop' ? ['--preset=desktop'] : []),
    ],
    {
      env: {
        ...process.env,
        CHROME_PATH: chromium,
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 240_000,
    },
  )
  return JSON.parse(stdout)
}
