import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { freePort } from '@letterlock/testing/free-port.ts'
import { connectControl } from '../src/control-client/index.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'
import { ada } from '../src/sandbox-user.ts'

/* OAuth clients of others sign in under the providers' own names: a program of a few lines each, which knows nothing of the sandbox. */

interface Client {
  readonly program: string
  /** Whose app it has. */
  readonly provider: string
  /** Its arguments before the ID and the secret. */
  readonly args?: readonly string[]
  readonly startPath: string
  readonly callbackPath: string
  /** What it makes of the account. */
  readonly reads: RegExp
}

const grantOf = (name: string, provider: string, reads: RegExp): Client => ({
  program: 'grant.cjs',
  provider,
  args: [name],
  startPath: `/connect/${name}`,
  callbackPath: `/connect/${name}/callback`,
  reads,
})

const CLIENTS: Readonly<Record<string, Client>> = {
  'passport-mailchimp': {
    program: 'passport.cjs',
    provider: 'mailchimp',
    startPath: '/login',
    callbackPath: '/callback',
    reads: /"accountname":"Ada’s Bakery".*"api_endpoint":"https:\/\/us21\.api\.mailchimp\.com"/,
  },
  'grant at Mailchimp': grantOf('mailchimp', 'mailchimp', /"access_token":"[0-9a-f]{32}"/),
  'grant at MailUp': grantOf('mailup', 'mailup', /"refresh_token":"[^"]+"/),
  'grant at Constant Contact v2': grantOf('constantcontact', 'constant-contact-v2', /"access_token":"[^"]+"/),
  'openid-client at Constant Contact v3': {
    program: 'openid.mjs',
    provider: 'constant-contact',
    startPath: '/login',
    callbackPath: '/callback',
    reads: /"organization_name":"Ada’s Bakery"/,
  },
}

async function start({ tls, hosts }: Sandbox, program: string, args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'unchanged', program), ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...tls?.variables,
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, '../src/node-hosts.ts')).href}`,
      SANDBOX_HOSTS: hosts.join(' '),
      SANDBOX_TLS_PORT: String(tls?.port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited])
  assert.equal(child.exitCode, null, `${program} has ended`)
  return {
    isRunning: () => child.exitCode === null,
    [Symbol.asyncDispose]: async () => {
      child.kill()
      await exited
    },
  }
}

for (const [name, { program, provider, args = [], startPath, callbackPath, reads }] of Object.entries(
  CLIENTS,
))
  test(`${name}, unchanged, signs in under the provider’s own names`, async () => {
    await using sandbox = await startSandbox({ tls: true })
    const port = await freePort()
    const origin = `http://127.0.0.1:${port}`
    const { clientId, clientSecret } = await connectControl(sandbox.url)
      .provider(provider)
      .registerApp({ redirectUri: origin + callbackPath })
    await using running = await start(sandbox, program, [String(port), ...args, clientId, clientSecret])

    const begun = await fetch(origin + startPath, { redirect: 'manual' })
    const cookie = begun.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const location = begun.headers.get('location') ?? assert.fail(await begun.text())
    assert.match(location, /^https:\/\/[\w.]+\.(?:com|email)\//)
    // The browser has no use for real names.
    const back = await ada().authorize(location.replace('https:/', sandbox.url))
    const answer = await fetch(back, { headers: { cookie } })
    const text = await answer.text()
    assert.equal(answer.status, 200, text)
    assert.match(text, reads)
    assert.ok(running.isRunning())
  })
