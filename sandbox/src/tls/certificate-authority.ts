import { BitString, Integer, OctetString, Utf8String } from 'asn1js'
import { createHash, KeyObject, randomBytes } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  RelativeDistinguishedNames,
} from 'pkijs'

/** A certificate authority of one run of the sandbox. Its private key never leaves the process. */
export interface CertificateAuthority {
  /** Its certificate, as PEM. */
  readonly certificate: string
  /** A certificate and key for a host, made when it is first needed. */
  secureContext(host: string): Promise<SecureContext>
}

/** The key type of Web Crypto, with Node's types and with those of browsers. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const
const NAME = 'Letterlock sandbox'
const DAY_MS = 86_400_000
const LIFETIME_DAYS = 30

/* Object identifiers of RFC 5280 section 4.2.1. */
const COMMON_NAME = '2.5.4.3'
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14'
const KEY_USAGE = '2.5.29.15'
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
const BASIC_CONSTRAINTS = '2.5.29.19'
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1'
/** `keyCertSign` and `cRLSign`. */
const SIGNS_CERTIFICATES = Uint8Array.of(0b0000_0110)
const DNS_NAME = 2

type Ber = { toBER(): ArrayBuffer }

/** Creates an authority that is valid for 30 days. Its key signs for every requested host. */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  const authority = await createKeys()
  const name = `${NAME} ${randomBytes(4).toString('hex')}`
  const authorityId = keyIdentifier(authority.publicKey)
  const sign = (subject: string, publicKey: Key, extensions: Extension[]): Promise<string> =>
    signCertificate({ subject, issuer: name, publicKey, extensions, signingKey: authority.privateKey })

  const certificate = await sign(name, authority.publicKey, [
    extension(BASIC_CONSTRAINTS, new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema(), true),
    extension(KEY_USAGE, new BitString({ valueHex: SIGNS_CERTIFICATES.buffer, unusedBits: 1 }), true),
    extension(SUBJECT_KEY_IDENTIFIER, authorityId),
  ])
  const contexts = new Map<string, Promise<SecureContext>>()
  const createContext = async (host: string): Promise<SecureContext> => {
    const keys = await createKeys()
    const cert = await sign(host, keys.publicKey, [
      extension(
        SUBJECT_ALTERNATIVE_NAME,
        new GeneralNames({ names: [new GeneralName({ type: DNS_NAME, value: host })] }).toSchema(),
      ),
      extension(EXTENDED_KEY_USAGE, new ExtKeyUsage({ keyPurposes: [SERVER_AUTHENTICATION] }).toSchema()),
      extension(
        AUTHORITY_KEY_IDENTIFIER,
        new AuthorityKeyIdentifier({ keyIdentifier: authorityId }).toSchema(),
      ),
    ])
    const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' })
    return createSecureContext({ cert, key })
  }
  return {
    certificate,
    secureContext: (host) => {
      const context = contexts.get(host) ?? createContext(host)
      contexts.set(host, context)
      return context
    },
  }
}

const createKeys = (): Promise<{ publicKey: Key; privateKey: Key }> =>
  crypto.subtle.generateKey(KEY, true, ['sign', 'verify'])

/** RFC 5280 section 4.2.1.2. */
function keyIdentifier(key: Key): OctetString {
  const { x = '', y = '' } = KeyObject.from(key).export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
  return new OctetString({ valueHex: exact(createHash('sha1').update(point).digest()) })
}

const extension = (extnID: string, value: Ber, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER() })

interface ToSign {
  readonly subject: string
  readonly issuer: string
  readonly publicKey: Key
  readonly signingKey: Key
  readonly extensions: Extension[]
}

async function signCertificate({
  subject,
  issuer,
  publicKey,
  signingKey,
  extensions,
}: ToSign): Promise<string> {
  const certificate = new Certificate()
  certificate.version = 2
  // Positive, and 20 octets at most (RFC 5280 section 4.1.2.2).
  certificate.serialNumber = new Integer({ valueHex: exact(Buffer.concat([Buffer.of(1), randomBytes(15)])) })
  certificate.subject = nameOf(subject)
  certificate.issuer = nameOf(issuer)
  // The system's clock, not the sandbox's: programs compare it with theirs.
  certificate.notBefore.value = new Date(Date.now() - DAY_MS)
  certificate.notAfter.value = new Date(Date.now() + LIFETIME_DAYS * DAY_MS)
  certificate.extensions = extensions
  await certificate.subjectPublicKeyInfo.importKey(publicKey)
  await certificate.sign(signingKey, 'SHA-256')
  const lines =
    Buffer.from(certificate.toSchema(true).toBER())
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

const nameOf = (commonName: string): RelativeDistinguishedNames =>
  new RelativeDistinguishedNames({
    typesAndValues: [
      new AttributeTypeAndValue({ type: COMMON_NAME, value: new Utf8String({ value: commonName }) }),
    ],
  })

/** Copies the bytes, because a Buffer may be part of a larger memory. */
const exact = (bytes: Buffer): ArrayBuffer => Uint8Array.from(bytes).buffer
