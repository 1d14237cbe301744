import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect as openSocket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect as openTls, type TLSSocket } from 'node:tls'
import { connectControl } from '../src/control-client/index.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'
import { RECORDED_REQUESTS, type RecordedRequest } from './unchanged/recorded-requests.ts'

/** An encrypted connection through the proxy. PHP and Python write `CONNECT` so. */
async function tunnel({ url, tls }: Sandbox, host: string): Promise<TLSSocket> {
  const socket = openSocket({ host: '127.0.0.1', port: Number(new URL(url).port) })
  socket.write(`CONNECT ${host}:443 HTTP/1.0\r\n\r\n`)
  const [answer] = await once(socket, 'data')
  assert.match(String(answer), /^HTTP\/1\.1 200 /)
  const secure = openTls({ socket, servername: host, ca: tls?.certificate })
  await once(secure, 'secureConnect')
  assert.ok(secure.authorized)
  return secure
}

async function send(
  sandbox: Sandbox,
  { method, host, path, headers, body }: RecordedRequest,
): Promise<{ status: number; text: string }> {
  const socket = await tunnel(sandbox, host)
  const outgoing = request({
    method,
    path,
    headers: { Host: host, ...headers },
    createConnection: () => socket,
  })
  outgoing.end(body)
  const [response] = await once(outgoing, 'response')
  const text = (await response.toArray()).join('')
  socket.destroy()
  return { status: response.statusCode, text }
}

/** Replaces words in braces; members of JSON are no words. */
const fill = (text: string, words: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\{([a-z][^{}"]*)\}/gi, (_whole, name: string) => {
    const [, address] = /^md5 of (.+)$/.exec(name) ?? []
    if (address) return createHash('md5').update(address).digest('hex')
    return words.get(name) ?? assert.fail(`nothing stands for “${name}”`)
  })

test('clients in PHP and Python are answered under the providers’ own names, as they were recorded', async (t) => {
  await using sandbox = await startSandbox({ tls: true })
  const control = connectControl(sandbox.url)
  const { clientId, clientSecret } = await control
    .provider('mailup')
    .registerApp({ redirectUri: 'https://app.example/callback' })
  const key =
    Object.keys(sandbox.world.mailchimp.apiKeys).find((one) => one.endsWith('us21')) ?? assert.fail()
  const words = new Map([
    ['key', key],
    ['user:key', btoa(`user:${key}`)],
    ['client ID', clientId],
    ['client secret', clientSecret ?? ''],
  ])
  for (const recorded of RECORDED_REQUESTS)
    await t.test(`${recorded.client}: ${recorded.method} ${recorded.path}`, async () => {
      const headers = Object.entries(recorded.headers).map(([name, value]) => [name, fill(value, words)])
      const { status, text } = await send(sandbox, {
        ...recorded,
        path: fill(recorded.path, words),
        headers: Object.fromEntries(headers) as Record<string, string>,
        ...(recorded.body !== undefined && { body: fill(recorded.body, words) }),
      })
      assert.equal(status, recorded.status, text)
      assert.match(text, recorded.answers ?? /^/)
      const [, list] = /"lists":\[\{"id":"(\w+)"/.exec(text) ?? []
      if (list) words.set('list', list)
      const [, token] = /"access_token":"([^"]+)"/.exec(text) ?? []
      if (token) words.set('token', token)
    })
})

test('PHP, which reads no variable with a certificate, is given its own settings', async () => {
  await using sandbox = await startSandbox({ tls: true })
  const { variables, certificateFile } = sandbox.tls ?? assert.fail()
  // An empty entry stands for the folder that PHP reads by default.
  const [standard, folder = ''] = variables['PHP_INI_SCAN_DIR']?.split(':') ?? []
  assert.equal(standard, '')
  assert.equal(
    readFileSync(join(folder, 'ca.ini'), 'utf8'),
    `curl.cainfo="${certificateFile}"\nopenssl.cafile="${certificateFile}"\n`,
  )
})
