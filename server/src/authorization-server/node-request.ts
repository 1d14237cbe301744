import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { normalizeRequest, normalizeScope } from './parameters.ts'
import { AUTHORIZE_PATH } from './paths.ts'

/** Sets the host and protocol headers to those of the public URL, from which oidc-provider builds URLs. */
export function asItReachedUs({ headers }: IncomingMessage, publicUrl: string): void {
  const { host, protocol } = new URL(publicUrl)
  headers.host = host
  headers['x-forwarded-host'] = host
  headers['x-forwarded-proto'] = protocol.replace(':', '')
}

/** The endpoints whose parameters are normalized. */
const NORMALIZE: Readonly<Record<string, (given: URLSearchParams) => URLSearchParams>> = {
  [AUTHORIZE_PATH]: normalizeRequest,
  '/oauth2/device_authorization': normalizeRequest,
  '/oauth2/token': normalizeScope,
}

/**
 * The request for oidc-provider, with normalized parameters.
 * @param form the body, if it was read before
 */
export function normalized(request: IncomingMessage, form: string | undefined): IncomingMessage {
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s)
  const normalize = NORMALIZE[path]
  if (normalize && form === undefined)
    request.url = `${path}?${normalize(new URLSearchParams(query)).toString()}`
  if (form === undefined) return request
  const read = normalize ? normalize(new URLSearchParams(form)).toString() : form
  return withBody(request, read, 'application/x-www-form-urlencoded')
}

/** The same request with a body that was read before. */
export function withBody(request: IncomingMessage, text: string, type: string): IncomingMessage {
  const bytes = Buffer.from(text)
  const { method, url, socket, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders } = request
  const headers: IncomingMessage['headers'] = {
    ...request.headers,
    'content-type': type,
    'content-length': String(bytes.length),
  }
  delete headers['transfer-encoding']
  const parts = { method, url, socket, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders, headers }
  return Object.assign(Readable.from([bytes], { objectMode: false }), parts) as unknown as IncomingMessage
}
