import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { ConfigError } from '../config/config.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { KEY_SERVICE_TIMEOUT_MS, type KeyService } from './key-service.ts'

const PREFIX = 'aws-kms:'
const NAME = 'AWS KMS (LETTERLOCK_KEY_SERVICE)'

/**
 * AWS Key Management Service. The AWS SDK finds credentials and region as every program on AWS does.
 * @param key its ID, ARN or alias (`alias/letterlock`)
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#data-keys
 */
export function openAwsKms(key: string): KeyService {
  const client = new KMSClient({
    ...regionIn(key),
    requestHandler: { connectionTimeout: KEY_SERVICE_TIMEOUT_MS, requestTimeout: KEY_SERVICE_TIMEOUT_MS },
  })
  return {
    prefix: PREFIX,
    async wrap(plaintext) {
      const input = { Plaintext: Buffer.from(plaintext, 'base64'), ...sameFor(key) }
      const { CiphertextBlob: blob } = await ask(key, () => client.send(new EncryptCommand(input)))
      return `${PREFIX}${base64Of(key, blob)}`
    },
    async unwrap(wrapped) {
      const blob = Buffer.from(wrapped.slice(PREFIX.length), 'base64')
      const input = { CiphertextBlob: blob, ...sameFor(key) }
      const { Plaintext: plaintext } = await ask(key, () => client.send(new DecryptCommand(input)))
      return base64Of(key, plaintext)
    },
    // The SDK keeps its own credentials valid.
    keepAccess: () => ({ stop: () => undefined }),
  }
}

/** An empty response is an error: anything encrypted with an empty key would be lost. */
function base64Of(key: string, bytes: Uint8Array | undefined): string {
  if (bytes === undefined || bytes.length === 0)
    throw new ConfigError(
      `${NAME} responded without a key when asked to use ${key}: check that AWS_ENDPOINT_URL_KMS, if set, is a URL of AWS KMS.`,
    )
  return Buffer.from(bytes).toString('base64')
}

/** An ARN names its region; for an ID or an alias, AWS_REGION or the SDK's configuration does. */
function regionIn(key: string): { readonly region?: string } {
  const [, region] = /^arn:[^:]+:kms:([^:]+):/.exec(key) ?? []
  return region === undefined ? {} : { region }
}

/** The parameters of wrap and unwrap. The encryption context binds a wrapped key to its purpose: policies can require it, and CloudTrail logs it. */
function sameFor(key: string) {
  return { KeyId: key, EncryptionContext: { purpose: 'letterlock encryption key' } }
}

async function ask<T>(key: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (cause) {
    throw new ConfigError(inWords(key, cause), { cause })
  }
}

const NO_CREDENTIALS =
  'let this machine or pod have a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment'

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors */
const REMEDIES: Readonly<Record<string, (key: string) => readonly [fault: string, remedy: string]>> = {
  AccessDeniedException: (key) => [
    `denies the use of the key ${key}`,
    'allow kms:Encrypt and kms:Decrypt with it in the policy of the role that the server has',
  ],
  NotFoundException: (key) => [
    `has no key ${key}`,
    'correct the key in LETTERLOCK_KEY_SERVICE, or the region in AWS_REGION',
  ],
  DisabledException: (key) => [`has disabled the key ${key}`, 'enable it'],
  KMSInvalidStateException: (key) => [
    `cannot use the key ${key} in its state`,
    'cancel its deletion, or enable it',
  ],
  InvalidCiphertextException: () => [
    'cannot unwrap an encryption key',
    'LETTERLOCK_ENCRYPTION_KEYS has one that is damaged or was wrapped for something else; restore it',
  ],
  IncorrectKeyException: (key) => [
    `did not wrap an encryption key with the key ${key}`,
    'set LETTERLOCK_KEY_SERVICE to the key that wrapped it',
  ],
  CredentialsProviderError: () => ['gets no credentials', NO_CREDENTIALS],
  UnrecognizedClientException: () => ['does not know the credentials', NO_CREDENTIALS],
  InvalidSignatureException: () => [
    'rejects the signature',
    'correct AWS_SECRET_ACCESS_KEY, and the clock of this machine',
  ],
  ExpiredTokenException: () => ['rejects credentials that have expired', NO_CREDENTIALS],
}

function inWords(key: string, error: unknown): string {
  const { name, code } = namesOf(error)
  const known = REMEDIES[name]?.(key)
  if (known) return `${NAME} ${known[0]}: ${known[1]}.`
  const reason = code ?? reasonOf(error).split('\n')[0] ?? ''
  if (/region is missing/i.test(reason))
    return `${NAME} needs a region: set AWS_REGION, or name the key by its ARN.`
  return `${NAME} does not respond (${reason}): make sure that this machine reaches it, and start again.`
}

function namesOf(error: unknown): { readonly name: string; readonly code?: string } {
  if (!(error instanceof Error)) return { name: '' }
  return 'code' in error && typeof error.code === 'string'
    ? { name: error.name, code: error.code }
    : { name: error.name }
}
