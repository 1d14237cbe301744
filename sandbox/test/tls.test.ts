import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { request } from 'node:https'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { connectControl, type ControlOptions } from '../src/control-client/index.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'

const run = promisify(execFile)
const REDIRECT_URI = 'https://app.example/callback'

/** An HTTPS request without a proxy, as if the host resolved to this machine. */
function get({ tls }: Sandbox, host: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const options = { host: '127.0.0.1', port: tls?.port, servername: host, ca: tls?.certificate, path }
      request({ ...options, headers: { host, ...headers } }, async (response) => {
        const body = (await response.toArray()).join('')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
        .on('error', reject)
        .end()
    },
  )
}

/** Runs a program with what the sandbox prints to export, and nothing else of our own. */
async function runUnchanged(
  { tls }: Sandbox,
  program: string,
  args: string[],
  more: Record<string, string> = {},
): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', ...tls?.variables, ...more }
  const { stdout } = await run(program, args, { env, timeout: 60_000, cwd: import.meta.dirname })
  return stdout
}

/** An API key of Ada. */
async function keyOf({ url }: Sandbox, options: ControlOptions = {}): Promise<string> {
  const [ada] = await connectControl(url, options).provider('mailchimp').users()
  const keys = ada?.['apiKeys']
  return Array.isArray(keys) ? String(keys[0]) : assert.fail('Ada has no API key')
}

test('real host names: redirects, links and cookies of pages are those of the provider', async () => {
  await using sandbox = await startSandbox({ tls: true })
  const page = await get(sandbox, 'admin.mailchimp.com', '/account/oauth2/')
  assert.equal(page.status, 302)
  assert.equal(
    page.headers['location'],
    'https://admin.mailchimp.com/login?next=%2Fadmin.mailchimp.com%2Faccount%2Foauth2%2F',
  )

  const login = await get(sandbox, 'admin.mailchimp.com', '/login')
  assert.match(login.body, /action="https:\/\/admin\.mailchimp\.com\/login"/)
  assert.match(login.body, /href="\/_sandbox\/"/)
  assert.equal((await get(sandbox, 'admin.mailchimp.com', '/_sandbox/clock')).status, 200)

  const { clientId } = await connectControl(sandbox.url)
    .provider('mailchimp')
    .registerApp({ redirectUri: REDIRECT_URI })
  const authorize = `/oauth2/authorize?response_type=code&client_id=${clientId}&redirect_uri=${encodeURIComponent(REDIRECT_URI)}`
  assert.match((await get(sandbox, 'login.mailchimp.com', authorize)).body, /action="login"/)
  assert.equal((await get(sandbox, 'other.example', '/')).status, 404)
  const [journal] = await connectControl(sandbox.url).requests.list({ host: 'other.example' })
  assert.equal(journal?.status, 404)
})

test('curl with the printed variables uses the real addresses, also in a world of its own', async () => {
  await using sandbox = await startSandbox({ tls: true, worlds: true })
  const key = await keyOf(sandbox, { world: 'red' })
  const url = 'https://us21.api.mailchimp.com/3.0/ping'
  const curl = ['-sS', '-u', `any:${key}`, url]
  assert.match(await runUnchanged(sandbox, 'curl', curl), /API Key Invalid/)
  const proxy = sandbox.url.replace('//', '//red@')
  assert.match(
    await runUnchanged(sandbox, 'curl', curl, { HTTPS_PROXY: proxy, https_proxy: proxy }),
    /Chimpy/,
  )
})

test('a shell that reads the file of exports uses the real addresses', async () => {
  await using sandbox = await startSandbox({ tls: true })
  const { exportsFile } = sandbox.tls ?? assert.fail()
  const url = 'https://us21.api.mailchimp.com/3.0/ping'
  const script = '. "$1" && exec curl -sS -u "any:$2" "$3"'
  const { stdout } = await run('sh', ['-c', script, 'sh', exportsFile, await keyOf(sandbox), url], {
    env: { PATH: process.env['PATH'] ?? '' },
  })
  assert.match(stdout, /Chimpy/)
})

test('programs of others run unchanged: curl with a session at the portal, and fetch of Node', async () => {
  await using sandbox = await startSandbox({ tls: true })
  // An empty cookie jar switches curl's cookies on.
  const form = ['-sSL', '--cookie', '', '-d', 'username=ada&password=bread-and-butter']
  const portal = await runUnchanged(sandbox, 'curl', [...form, 'https://admin.mailchimp.com/login'])
  assert.match(portal, /<title>Registered apps/)

  const key = await keyOf(sandbox)
  const lists = await runUnchanged(sandbox, process.execPath, [
    join(import.meta.dirname, 'unchanged/fetch.mjs'),
    key,
  ])
  assert.match(lists, /Newsletter/)
})

test('the provider’s own Node client, unchanged: it has no use for a proxy', async () => {
  await using sandbox = await startSandbox({ tls: true })
  assert.equal(await (await fetch(`${sandbox.url}/_sandbox/ca.pem`)).text(), sandbox.tls?.certificate)
  const key = await keyOf(sandbox)
  const lists = await runUnchanged(
    sandbox,
    process.execPath,
    [`${import.meta.dirname}/unchanged/marketing.cjs`, key],
    {
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, '../src/node-hosts.ts')).href}`,
      SANDBOX_HOSTS: sandbox.hosts.join(' '),
      SANDBOX_TLS_PORT: String(sandbox.tls?.port),
    },
  )
  assert.match(lists, /Newsletter/)
})
