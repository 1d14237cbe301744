import { AwsV4Signer } from 'aws4fetch'
import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.ts'
import { startJsonServer, type JsonAnswer, type JsonServer } from './json-server.ts'

export const KMS_REGION = 'eu-central-1'
export const KMS_CREDENTIALS = { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'a secret access key' }
const ACCOUNT = '111122223333'
const MAX_SKEW_MS = 5 * 60_000
const ID_LENGTH = 36

type KmsRequest = Readonly<Record<string, unknown>>

/**
 * AWS KMS as far as its API reference describes Encrypt and Decrypt: JSON 1.1, the operation in `X-Amz-Target`, signatures of version 4, which
 * an implementation other than the AWS SDK's verifies.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/Welcome.html
 */
export interface KmsServer extends JsonServer {
  readonly alias: string
  readonly arn: string
  /** The requested operations, with their outcome. */
  readonly operations: readonly string[]
  /** The operations that the policy allows; `Encrypt` and `Decrypt` by default. */
  allow(operations: readonly string[]): void
  setState(state: KeyState): void
}

type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion'

export async function startKmsServer(): Promise<KmsServer> {
  const key = new KmsKey()
  const operations: string[] = []
  let allowed: readonly string[] = ['Encrypt', 'Decrypt']

  const answerTo = async (request: IncomingMessage, body: string): Promise<JsonAnswer> => {
    const [service, operation = ''] = textOf(request.headers['x-amz-target']).split('.')
    if (request.method !== 'POST' || service !== 'TrentService') return fault('UnknownOperationException')
    if (request.headers['content-type'] !== CONTENT_TYPE) return fault('SerializationException')
    const refused = await signatureFault(request, body)
    if (refused !== null) return fault(refused)
    if (!allowed.includes(operation))
      return fault('AccessDeniedException', `is not authorized to perform: kms:${operation}`)
    return key.answerTo(operation, JSON.parse(body) as KmsRequest)
  }
  const server = await startJsonServer(async (request, body) => {
    const answer = await answerTo(request, body)
    const type = textOf(answer.body['__type'])
    operations.push(`${textOf(request.headers['x-amz-target'])} ${type || answer.status}`)
    const headers = { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': randomUUID() }
    return { ...answer, headers: { ...headers, ...(type !== '' && { 'x-amzn-errortype': type }) } }
  })
  return {
    ...server,
    alias: key.alias,
    arn: key.arn,
    operations,
    allow: (names) => void (allowed = names),
    setState: (state) => void (key.state = state),
  }
}

const CONTENT_TYPE = 'application/x-amz-json-1.1'

/** A symmetric key. A ciphertext begins with its ID. */
class KmsKey {
  state: KeyState = 'Enabled'
  readonly alias = 'alias/letterlock'
  readonly #id = randomUUID()
  readonly arn = `arn:aws:kms:${KMS_REGION}:${ACCOUNT}:key/${this.#id}`
  readonly #bytes = randomBytes(32)

  answerTo(operation: string, request: KmsRequest): JsonAnswer {
    const named = textOf(request['KeyId'])
    if (![this.#id, this.arn, this.alias].includes(named))
      return fault('NotFoundException', `Key '${named}' does not exist`)
    if (this.state === 'Disabled') return fault('DisabledException', `${this.arn} is disabled.`)
    if (this.state !== 'Enabled') return fault('KMSInvalidStateException', `${this.arn} is pending deletion.`)
    return operation === 'Encrypt' ? this.#encrypt(request) : this.#decrypt(request)
  }

  #encrypt(request: KmsRequest): JsonAnswer {
    const blob = encryptAesGcm(this.#bytes, bytesOf(request['Plaintext']), contextOf(request))
    const CiphertextBlob = Buffer.concat([Buffer.from(this.#id), blob]).toString('base64')
    const body = { CiphertextBlob, KeyId: this.arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
    return { status: 200, body }
  }

  #decrypt(request: KmsRequest): JsonAnswer {
    const blob = bytesOf(request['CiphertextBlob'])
    if (blob.length < ID_LENGTH + 28) return fault('InvalidCiphertextException')
    if (blob.subarray(0, ID_LENGTH).toString() !== this.#id) return fault('IncorrectKeyException')
    const plaintext = decryptAesGcm(this.#bytes, blob.subarray(ID_LENGTH), contextOf(request))
    if (!plaintext) return fault('InvalidCiphertextException')
    return { status: 200, body: { Plaintext: plaintext.toString('base64'), KeyId: this.arn } }
  }
}

const fault = (type: string, message = type): JsonAnswer => ({
  status: 400,
  body: { __type: type, message },
})
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const bytesOf = (value: unknown): Buffer => Buffer.from(textOf(value), 'base64')

/** The encryption context is additional authenticated data; the order of its members does not count. */
function contextOf({ EncryptionContext: context }: KmsRequest): string {
  const pairs = Object.entries((context ?? {}) as Record<string, string>)
  return JSON.stringify(pairs.toSorted(([a], [b]) => a.localeCompare(b)))
}

/**
 * Signs the request again with the secret of its access key, and compares.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
async function signatureFault(request: IncomingMessage, body: string): Promise<string | null> {
  const given =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=([\da-f]{64})$/.exec(
      request.headers.authorization ?? '',
    )
  if (!given) return 'MissingAuthenticationTokenException'
  const [, accessKeyId = '', day = '', region = '', service = '', signedHeaders = '', signature = ''] = given
  if (accessKeyId !== KMS_CREDENTIALS.accessKeyId) return 'UnrecognizedClientException'
  const datetime = textOf(request.headers['x-amz-date'])
  const at = Date.parse(datetime.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  if (!(Math.abs(Date.now() - at) < MAX_SKEW_MS) || !datetime.startsWith(day))
    return 'InvalidSignatureException'
  const names = signedHeaders.split(';')
  if (!names.includes('host') || !names.includes('x-amz-date') || !names.includes('x-amz-target'))
    return 'InvalidSignatureException'
  const expected = await new AwsV4Signer({
    ...KMS_CREDENTIALS,
    method: request.method ?? '',
    url: `http://${request.headers.host ?? ''}${request.url ?? ''}`,
    headers: names
      .filter((name) => name !== 'host')
      .map((name): [string, string] => [name, textOf(request.headers[name])]),
    body,
    region,
    service,
    datetime,
    allHeaders: true,
  }).signature()
  const isSame = timingSafeEqual(Buffer.from(expected), Buffer.from(signature))
  return isSame && region === KMS_REGION && service === 'kms' ? null : 'InvalidSignatureException'
}
