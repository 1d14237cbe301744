import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:https'
import { connect as openSocket } from 'node:net'
import { connect as openTls, type TLSSocket } from 'node:tls'
import type { Sandbox } from '../../src/sandbox.ts'
import type { RecordedRequest } from './recorded-requests.ts'

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

/** Replaces words in braces; members of JSON are no words. */
function fill(text: string, words: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{([a-z][^{}"]*)\}/gi, (_whole, name: string) => {
    const [, address] = /^md5 of (.+)$/.exec(name) ?? []
    if (address) return createHash('md5').update(address).digest('hex')
    return words.get(name) ?? assert.fail(`nothing stands for “${name}”`)
  })
}

/** Sends a request as it was recorded, with its words filled in, and returns the text of an answer that is as it was. */
export async function sendRecorded(
  sandbox: Sandbox,
  recorded: RecordedRequest,
  words: ReadonlyMap<string, string>,
): Promise<string> {
  const { method, host, path, body, status, answers = /^/ } = recorded
  const headers = Object.entries(recorded.headers).map(([name, value]) => [name, fill(value, words)])
  const socket = await tunnel(sandbox, host)
  const outgoing = request({
    method,
    path: fill(path, words),
    headers: { Host: host, ...Object.fromEntries(headers) },
    createConnection: () => socket,
  })
  outgoing.end(body === undefined ? undefined : fill(body, words))
  const [response] = await once(outgoing, 'response')
  const text = (await response.toArray()).join('')
  socket.destroy()
  assert.equal(response.statusCode, status, text)
  assert.match(text, answers)
  return text
}
