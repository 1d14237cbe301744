import { decodeForm } from '../decode-form.ts'

/** The token of `Authorization: Bearer …` (RFC 6750 section 2.1). */
export function readBearer(authorization = ''): string | undefined {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? []
  return token
}

export interface ClientCredentials {
  readonly id: string
  /** Absent if the client sent only its ID. */
  readonly secret?: string | undefined
}

/** Client credentials of `Authorization: Basic …`, each part form-encoded (RFC 6749 section 2.3.1). */
export function readBasic(authorization = ''): ClientCredentials | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(authorization) ?? []
  if (encoded === undefined) return undefined
  const [id = '', secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(decodeForm)
  return { id, secret }
}
