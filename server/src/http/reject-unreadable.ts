import type { Duplex } from 'node:stream'
import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import { STATUS_CODES } from './node-http.ts'
import type { RequestGuard } from './request-guard.ts'

/** Responds to bytes that are not an HTTP request, so that there is no request object. */
export function rejectUnreadable(guard: RequestGuard, error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const requestId = guard.requestIdOf([])
  const { status, headers, body } = guard.reject(toUnreadable(error), { requestId, route: 'none' })
  const fields = {
    ...guard.securityHeaders,
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`)
}

function toUnreadable({ code }: NodeJS.ErrnoException): ProblemError {
  if (code === 'HPE_HEADER_OVERFLOW') return new ProblemError('request_headers_too_large')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProblemError('request_timeout')
  return invalidRequest({ pointer: '', detail: 'The request is not valid HTTP.' })
}
