import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { connectControl } from '../src/control-client/index.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'
import { ada } from '../src/sandbox-user.ts'

/*
 * Programs in PHP, Python, Ruby and Go run unchanged under the providers' own names, where a machine has their languages. On Debian:
 * php-cli php-curl python3 ruby ruby-oauth2 golang-go golang-golang-x-oauth2-dev.
 */

const run = promisify(execFile)
const REDIRECT_URI = 'https://app.example/callback'

interface Language {
  readonly command: readonly [string, ...string[]]
  /** Ends without an error if the machine has what the program needs. */
  readonly check: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

const python: Language = { command: ['/usr/bin/python3'], check: ['-c', 'import ssl'] }
const ruby: Language = { command: ['ruby'], check: ['-e', 'require "oauth2"'] }
const php: Language = { command: ['php'], check: ['-r', 'curl_init();'] }
const go: Language = {
  command: ['go', 'run'],
  check: ['list', 'golang.org/x/oauth2'],
  environment: {
    GO111MODULE: 'off',
    GOPATH: '/usr/share/gocode',
    GOCACHE: join(tmpdir(), 'sandbox-go'),
    GOFLAGS: '',
  },
}

function isMissing(t: TestContext, { command: [program], check, environment }: Language): boolean {
  try {
    execFileSync(program, check, { env: { ...process.env, ...environment }, stdio: 'ignore' })
    return false
  } catch {
    t.skip(`NO PROGRAM OF ${program} WAS TESTED: this machine does not have what it needs`)
    return true
  }
}

/** With these variables, and nothing else of our own. */
async function runUnchanged(
  { command: [program, ...first], environment }: Language,
  file: string,
  {
    args,
    env = {},
    before = [],
  }: { args: string[]; env?: Readonly<Record<string, string>>; before?: string[] },
): Promise<string> {
  const [called = program, ...rest] = [
    ...before,
    program,
    ...first,
    join(import.meta.dirname, 'unchanged', file),
    ...args,
  ]
  const { stdout } = await run(called, rest, {
    env: { PATH: process.env['PATH'] ?? '', ...environment, ...env },
    timeout: 100_000,
  })
  return stdout
}

const keyOf = ({ world }: Sandbox): string =>
  Object.keys(world.mailchimp.apiKeys).find((key) => key.endsWith('-us21')) ?? assert.fail()

/** Client ID and secret, redirect URI and a new code. */
async function signIn({ url }: Sandbox): Promise<string[]> {
  const { clientId, clientSecret } = await connectControl(url)
    .provider('mailchimp')
    .registerApp({ redirectUri: REDIRECT_URI })
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT_URI,
  })
  const back = await ada().authorize(`${url}/login.mailchimp.com/oauth2/authorize?${query.toString()}`)
  return [clientId, clientSecret, REDIRECT_URI, back.searchParams.get('code') ?? assert.fail()]
}

for (const [name, language, file] of [
  ['the gem oauth2', ruby, 'oauth2.rb'],
  ['golang.org/x/oauth2', go, 'oauth2.go'],
  ['PHP’s own curl', php, 'curl.php'],
] as const)
  test(`${name}, unchanged, redeems a code and reads audiences with what the sandbox prints`, async (t) => {
    if (isMissing(t, language)) return
    await using sandbox = await startSandbox({ tls: true })
    const env = sandbox.tls?.variables ?? assert.fail()
    const args = await signIn(sandbox)
    assert.match(await runUnchanged(language, file, { args, env }), /Newsletter.*Customers/s)
  })

for (const [name, language, file] of [
  ['Python’s own library', python, 'lists.py'],
  ['Ruby’s own library', ruby, 'lists.rb'],
] as const)
  test(`${name}, unchanged, reads audiences with what the sandbox prints`, async (t) => {
    if (isMissing(t, language)) return
    await using sandbox = await startSandbox({ tls: true })
    const env = sandbox.tls?.variables ?? assert.fail()
    assert.match(await runUnchanged(language, file, { args: [keyOf(sandbox)], env }), /Newsletter, Customers/)
  })

/** A shell in which /etc/hosts is another file; undefined where that is not allowed. */
function shellWithHosts(hosts: readonly string[]): { before: string[]; remove: () => void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-hosts-'))
  const file = join(folder, 'hosts')
  writeFileSync(file, `127.0.0.1 localhost ${hosts.join(' ')}\n`)
  const before = ['unshare', '--mount', 'sh', '-c', `mount --bind ${file} /etc/hosts && exec "$@"`, 'sh']
  const remove = (): void => rmSync(folder, { recursive: true })
  try {
    execFileSync(before[0] ?? '', [...before.slice(1), 'true'], { stdio: 'ignore' })
    return { before, remove }
  } catch {
    remove()
    return undefined
  }
}

test('without a proxy: with a line in /etc/hosts, programs find the providers’ own names at port 443', async (t) => {
  const sandbox = await startSandbox({ tls: { port: 443 } }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'EACCES' && code !== 'EADDRINUSE') throw error
  })
  if (!sandbox) return t.skip('NO /etc/hosts WAS TESTED: port 443 is in use or not allowed')
  t.after(sandbox.close)
  const shell = shellWithHosts(sandbox.hosts)
  if (!shell) return t.skip('NO /etc/hosts WAS TESTED: this user may not replace it for one program')
  t.after(shell.remove)
  const {
    HTTPS_PROXY: _proxy,
    https_proxy: _same,
    http_proxy: _too,
    ...env
  } = sandbox.tls?.variables ?? assert.fail()
  for (const [language, file] of [
    [php, 'streams.php'],
    [python, 'lists.py'],
    [ruby, 'lists.rb'],
  ] as const)
    await t.test(file, async (part) => {
      if (isMissing(part, language)) return
      const text = await runUnchanged(language, file, { args: [keyOf(sandbox)], env, before: shell.before })
      assert.match(text, /Newsletter, Customers/)
      const { requests } = connectControl(sandbox.url)
      const [request] = await requests.list({ path: '/3.0/lists' })
      assert.equal(request?.status, 200)
      await requests.clear()
    })
  return undefined
})
