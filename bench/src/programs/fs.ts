import { createDecipheriv, createSecretKey, hash } from 'node:crypto'
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

/*
 * FS: bare node:http with the unavoidable work of a token read: hash the key and look it up, read one row by its ID, decrypt one
 * AES-256-GCM ciphertext. No framework, no scopes, no rate limit, no events.
 */
const database = new DatabaseSync(process.env['DATABASE'] ?? '')
const key = createSecretKey(Buffer.from(process.env['KEY'] ?? '', 'base64'))
const keys = new Set([process.env['API_KEY_HASH']])
const read = database.prepare('SELECT ciphertext, api FROM token WHERE id = ?')

createServer((request, response) => {
  const authorization = request.headers.authorization ?? ''
  if (!keys.has(hash('sha256', authorization.slice(7), 'base64url'))) return response.writeHead(401).end()
  const id = (request.url ?? '').slice('/v1/connections/'.length, -'/token'.length)
  const row = read.get(id) as { ciphertext: Uint8Array; api: string } | undefined
  if (!row) return response.writeHead(404).end()
  const decipher = createDecipheriv('aes-256-gcm', key, row.ciphertext.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(id))
  decipher.setAuthTag(row.ciphertext.subarray(-16))
  const plain = decipher.update(row.ciphertext.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
  const { accessToken, expiresAt } = JSON.parse(plain) as { accessToken: string; expiresAt: null }
  const body = JSON.stringify({
    accessToken,
    tokenType: 'Bearer',
    expiresAt,
    apiBaseUrl: row.api,
    credential: 'oauth',
  })
  return response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(body)
}).listen(Number(process.env['PORT']), '127.0.0.1')
