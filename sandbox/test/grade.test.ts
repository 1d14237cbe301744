import assert from 'node:assert/strict'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { GRADED_PROVIDERS } from '../src/grade/graded-provider.ts'
import { gradeProgram } from '../src/grade/grade-program.ts'
import type { ProviderReport } from '../src/grade/report.ts'
import { REPORTERS } from '../src/grade/reporters.ts'

const program = (name: string): string[] => [
  process.execPath,
  join(import.meta.dirname, `../examples/${name}.ts`),
]

const failed = ({ checks }: ProviderReport): string[] =>
  checks.flatMap(({ name, passed, found }) => (passed ? [] : [`${name}: ${found}`]))

test('a good client gets full marks at every provider', async () => {
  const report = await gradeProgram(program('good-client'), GRADED_PROVIDERS)
  assert.deepEqual(report.providers.map(failed), [[], [], []])
  assert.equal(report.passed, report.total)
  assert.ok(report.total >= 40, `there are ${report.total} checks`)
})

test('a careless client fails the checks that it deserves, and the report says why', async () => {
  const report = await gradeProgram(
    program('careless-client'),
    GRADED_PROVIDERS.filter(({ id }) => id !== 'constant-contact'),
  )
  const names = report.providers.map(({ checks }) =>
    checks.flatMap(({ name, passed }) => (passed ? [] : [name])),
  )
  assert.deepEqual(names, [
    [
      'state-is-checked',
      'user-declines',
      'code-expired',
      'metadata-error-in-200',
      'data-center-per-account',
      'revoked-while-idle',
      'pages',
      'rate-limit-with-wait',
      'rate-limit-without-wait',
      'odd-bodies',
      'connection-reset',
    ],
    [
      'state-is-checked',
      'user-declines',
      'code-expired',
      'rotated-refresh-token',
      'refreshed-once',
      'lost-rotation-answer',
      'lost-for-good',
      'revoked-while-idle',
      'outage-is-no-revocation',
      'calls-per-second',
      'pages',
      'rate-limit-with-wait',
      'rate-limit-without-wait',
      'odd-bodies',
      'connection-reset',
    ],
  ])
  const text = REPORTERS['text']?.(report) ?? ''
  assert.match(text, /✗ data-center-per-account\n {4}Expected {2}Calls go to the data center/)
  assert.match(text, /Found {5}For ben the program called us21\.api\.mailchimp\.com, not us6/)
  assert.match(text, /Why {7}Each account is in one/)
  assert.ok(text.split('\n').every((line) => line.length <= 100 || line.includes('careless-client')))

  const junit = REPORTERS['junit']?.(report) ?? ''
  assert.equal(junit.match(/<failure /g)?.length, report.total - report.passed)
  assert.match(junit, /<testsuites tests="\d+" failures="\d+" skipped="0">/)
  assert.match(text, /Last call GET https:\/\/services\.mailup\.com\/\S+\s+was answered 429\b/)
  assert.match(junit, /<testcase classname="mailup" name="pages" time="[\d.]+">\n {6}<failure message="/)
  assert.deepEqual(JSON.parse(REPORTERS['json']?.(report) ?? ''), report)
})

/** Connects, and asks for the lists without a token. */
const LOST_PROGRAM = `
  const { AUTHORIZE_URL, API_URL, CLIENT_ID, REDIRECT_URI, PORT } = process.env
  require('node:http').createServer(async ({ url }, response) => {
    const query = new URLSearchParams({ response_type: 'code', client_id: CLIENT_ID, redirect_uri: REDIRECT_URI, state: 's' })
    if (url === '/connect') return response.writeHead(302, { location: AUTHORIZE_URL + '?' + query }).end()
    if (url === '/lists') await fetch(API_URL + '/Lists')
    response.writeHead(url === '/lists' ? 500 : 200).end()
  }).listen(Number(PORT), '127.0.0.1')
`

test('a program that does not connect is checked no further, and its last request says where it went wrong', async () => {
  const mailup = GRADED_PROVIDERS.filter(({ id }) => id === 'mailup')
  const report = await gradeProgram([process.execPath, '-e', LOST_PROGRAM], mailup)
  const [{ checks: [connects, ...others] } = { checks: [] }] = report.providers
  assert.equal(connects?.lastRequest, 'GET https://services.mailup.com/API/v1.1/Rest/Lists was answered 401.')
  assert.ok(others.length > 10 && others.every(({ skipped, passed }) => skipped && !passed))
  assert.equal(report.passed, 0)
  const text = REPORTERS['text']?.(report) ?? ''
  assert.match(
    text,
    new RegExp(`✗ connects[^✓✗]*– ${others.length} more checks need that, and were not run\\.\n`),
  )
  const junit = REPORTERS['junit']?.(report) ?? ''
  assert.match(junit, new RegExp(`failures="1" skipped="${others.length}"`))
  assert.equal(junit.match(/<skipped\/>/g)?.length, others.length)
})

/** Connects, and knows a list without asking for it. */
const SILENT_PROGRAM = LOST_PROGRAM.replace(
  /if \(url === '\/lists'\).*/,
  `if (url === '/lists') return response.end('["A"]')`,
)

test('what the grader itself requests is not told as the last request of the program', async () => {
  const mailchimp = GRADED_PROVIDERS.filter(({ id }) => id === 'mailchimp')
  const report = await gradeProgram([process.execPath, '-e', SILENT_PROGRAM], mailchimp)
  const pages = report.providers[0]?.checks.find(({ name }) => name === 'pages')
  assert.deepEqual([pages?.passed, pages?.skipped, pages?.lastRequest], [false, undefined, undefined])
})

test('the command: report to a file, exit codes, and what it cannot grade', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grade-'))
  const output = join(folder, 'report.xml')
  const grade = (...args: string[]): Promise<{ code: number; stderr: string }> =>
    new Promise((resolve) => {
      const main = join(import.meta.dirname, '../src/main.ts')
      execFile(process.execPath, [main, 'grade', ...args], (error, _stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stderr })
      })
    })
  const passed = await grade(
    '--provider',
    'mailchimp',
    '--reporter',
    'junit',
    '--output',
    output,
    '--',
    ...program('good-client'),
  )
  assert.equal(passed.code, 0, passed.stderr)
  assert.match(readFileSync(output, 'utf8'), /^<\?xml[^]*failures="0"/)
  await rm(folder, { recursive: true })

  assert.equal((await grade('--provider', 'mailchimp', '--', ...program('careless-client'))).code, 1)
  const ended = await grade('--', process.execPath, '-e', '0')
  assert.deepEqual([ended.code, /has ended before it accepted/.test(ended.stderr)], [2, true])
  assert.match((await grade()).stderr, /Name the program after two hyphens/)
  assert.match((await grade('--provider', 'x', '--', 'y')).stderr, /--provider is “x”: use mailchimp/)
  assert.match((await grade('--', 'no-such-program')).stderr, /no-such-program cannot be started/)
})

/** Writes its process ID to the file in PID_FILE and answers nothing, until it is killed. */
const DEAF_PROGRAM = `
  require('node:net').createServer(() => undefined).listen(Number(process.env.PORT), '127.0.0.1')
  require('node:fs').writeFileSync(process.env.PID_FILE, String(process.pid))
  process.on('SIGTERM', () => undefined)
`
const CRASH = `data:text/javascript,process.once('SIGUSR2', () => { throw new Error('The grader fails.') })`

for (const [how, signal] of [
  ['is stopped', 'SIGTERM'],
  ['is interrupted', 'SIGINT'],
  ['fails itself', 'SIGUSR2'],
] as const)
  test(`no program is left running when the grader ${how}, also none that a shell has started`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'grade-'))
    t.after(() => rm(folder, { recursive: true }))
    const PID_FILE = join(folder, 'pid')
    const main = join(import.meta.dirname, '../src/main.ts')
    const shell = ['sh', '-c', '"$0" -e "$1"; true', process.execPath, DEAF_PROGRAM]
    const grader = spawn(process.execPath, ['--import', CRASH, main, 'grade', '--', ...shell], {
      env: { ...process.env, PID_FILE },
      stdio: 'ignore',
    })
    await waitUntil(() => existsSync(PID_FILE) && readFileSync(PID_FILE, 'utf8') !== '', 'the program runs')
    const pid = Number(readFileSync(PID_FILE, 'utf8'))
    t.after(() => void (isRunning(pid) && process.kill(pid, 'SIGKILL')))
    const ended = once(grader, 'exit')
    grader.kill(signal)
    assert.deepEqual(await ended, signal === 'SIGUSR2' ? [1, null] : [null, signal])
    await waitUntil(() => !isRunning(pid), 'the program has ended')
  })

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
