import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.ts'
import { startJsonServer, type JsonAnswer, type JsonServer } from './json-server.ts'

/**
 * The transit secrets engine of Vault, as far as its API describes encrypting, decrypting, and tokens that look themselves up and extend
 * themselves: token and namespace in headers, versions of a key in its ciphertexts, errors as a list.
 * @see https://developer.hashicorp.com/vault/api-docs/secret/transit
 */
export interface TransitServer extends JsonServer {
  readonly token: string
  readonly namespace: string
  /** Mount and key. */
  readonly path: string
  /** Method, path and status of each request. */
  readonly requests: readonly string[]
  setReady(isReady: boolean): void
  /** Adds a version of the key, as `transit/keys/NAME/rotate`. */
  rotateKey(): void
  /** Older versions no longer decrypt. */
  setMinDecryptionVersion(version: number): void
  /** The token's remaining lifetime, in seconds. */
  setTtl(seconds: number): void
  replaceToken(): string
}

export async function startTransitServer(): Promise<TransitServer> {
  const namespace = 'admin/team'
  const path = 'transit/letterlock'
  const key = new TransitKey()
  const requests: string[] = []
  let [token, isReady, ttl] = [newToken(), true, 0]

  const answerTo = (request: IncomingMessage, body: string): JsonAnswer => {
    if (!isReady) return fault(503, 'Vault is sealed')
    const { 'x-vault-token': given, 'x-vault-namespace': place } = request.headers
    if (given !== token || place !== namespace) return fault(403, 'permission denied')
    const input = body === '' ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>)
    switch (`${request.method ?? ''} ${request.url ?? ''}`) {
      case 'GET /v1/auth/token/lookup-self':
        return { status: 200, body: { data: { ttl, renewable: ttl > 0 } } }
      case 'POST /v1/auth/token/renew-self':
        return { status: 200, body: { auth: { lease_duration: ttl, renewable: ttl > 0 } } }
      case 'POST /v1/transit/encrypt/letterlock':
        return key.encrypt(input)
      case 'POST /v1/transit/decrypt/letterlock':
        return key.decrypt(input)
      default:
        return { status: 404, body: { errors: [] } }
    }
  }
  const server = await startJsonServer((request, body) => {
    const answer = answerTo(request, body)
    requests.push(`${request.method ?? ''} ${request.url ?? ''} ${answer.status}`)
    return answer
  })
  return {
    ...server,
    get token() {
      return token
    },
    namespace,
    path,
    requests,
    setReady: (next) => void (isReady = next),
    rotateKey: () => key.rotate(),
    setMinDecryptionVersion: (version) => void (key.minVersion = version),
    setTtl: (seconds) => void (ttl = seconds),
    replaceToken: () => (token = newToken()),
  }
}

/** A key with versions, which are in its ciphertexts. */
class TransitKey {
  minVersion = 1
  readonly #versions = [randomBytes(32)]

  rotate(): void {
    this.#versions.push(randomBytes(32))
  }

  encrypt({ plaintext }: Readonly<Record<string, unknown>>): JsonAnswer {
    const bytes = Buffer.from(String(plaintext), 'base64')
    if (bytes.toString('base64') !== plaintext) return fault(400, 'failed to base64-decode plaintext')
    const version = this.#versions.length
    const blob = encryptAesGcm(this.#versions.at(-1) ?? bytes, bytes)
    const ciphertext = `vault:v${version}:${blob.toString('base64')}`
    return { status: 200, body: { data: { ciphertext, key_version: version } } }
  }

  decrypt({ ciphertext }: Readonly<Record<string, unknown>>): JsonAnswer {
    const [, version = '', encoded = ''] = /^vault:v(\d+):(.+)$/.exec(String(ciphertext)) ?? []
    const key = this.#versions[Number(version) - 1]
    if (!key) return fault(400, 'invalid ciphertext: no prefix')
    if (Number(version) < this.minVersion)
      return fault(400, 'ciphertext or signature version is disallowed by policy (too old)')
    const plaintext = decryptAesGcm(key, Buffer.from(encoded, 'base64'))
    if (!plaintext) return fault(400, 'cipher: message authentication failed')
    return { status: 200, body: { data: { plaintext: plaintext.toString('base64') } } }
  }
}

const fault = (status: number, error: string): JsonAnswer => ({ status, body: { errors: [error] } })
const newToken = (): string => `hvs.${randomBytes(24).toString('base64url')}`
