import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { createServer, TLSSocket, type Server as TlsServer, type TlsOptions } from 'node:tls'
import { rememberWorld } from '../front/world-name.ts'
import type { CertificateAuthority } from './certificate-authority.ts'

/** Clients without a host name (SNI) get a certificate for this host. */
const OWN_HOST = 'localhost'

/**
 * Lets clients open encrypted connections to any host: through the server as their proxy (CONNECT, RFC 9110 section 9.3.6), and directly
 * through the returned server. Both end here, whatever the host: nothing is forwarded.
 */
export function acceptTls(front: Server, authority: CertificateAuthority): TlsServer {
  const options: TlsOptions = {
    ALPNProtocols: ['http/1.1'],
    SNICallback: (host, done) => void answerSni(authority, host, done),
  }
  const openTunnel = async (
    { url = '', headers }: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): Promise<void> => {
    const [host = OWN_HOST] = url.split(':')
    // A client that names no host in the handshake gets the certificate of the one that it asked the proxy for.
    const secureContext = await authority.secureContext(host)
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    const encrypted = new TLSSocket(socket, { isServer: true, ...options, secureContext })
    encrypted.on('error', () => encrypted.destroy())
    rememberWorld(encrypted, headers['proxy-authorization'])
    front.emit('connection', encrypted)
  }
  front.on('connect', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy())
    void openTunnel(request, socket, head)
  })
  const direct = createServer(options, (socket) => void front.emit('connection', socket))
  direct.on('tlsClientError', () => undefined)
  return direct
}

type AnswerSni = Parameters<NonNullable<TlsOptions['SNICallback']>>[1]

async function answerSni(authority: CertificateAuthority, host: string, done: AnswerSni): Promise<void> {
  try {
    done(null, await authority.secureContext(host))
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)))
  }
}
