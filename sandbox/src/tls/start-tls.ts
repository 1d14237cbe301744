import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Duplex } from 'node:stream'
import { acceptTls } from './accept-tls.ts'
import { createCertificateAuthority } from './certificate-authority.ts'
import { exportLines, phpSettings, trustVariables } from './how-to-trust.ts'
import { portOf } from '../port-of.ts'

/** Settings for programs that use the providers' own host names. */
export interface TlsFacts {
  /** The file with the authority's certificate, as PEM. */
  readonly certificateFile: string
  readonly certificate: string
  /** Environment variables of a program. */
  readonly variables: Readonly<Record<string, string>>
  /** A file for a shell that exports them: `. FILE`. */
  readonly exportsFile: string
  /** Port of encrypted connections without a proxy. */
  readonly port: number
}

export interface StartTls {
  readonly front: Server
  readonly host: string
  readonly port?: number
  readonly certificateFile?: string
}

interface StartedTls {
  readonly certificate: string
  /** @param url the sandbox's own URL, which is that of the proxy */
  factsOf(url: string): TlsFacts
  close(): Promise<void>
}

/** Makes a certificate authority, writes its certificate, and accepts encrypted connections; `front` may listen after that. */
export async function startTls({ front, host, port = 0, certificateFile }: StartTls): Promise<StartedTls> {
  const authority = await createCertificateAuthority()
  // The system's temporary folder may be read-only, as in a container; the folder of the certificate is not.
  const parent = certificateFile === undefined ? tmpdir() : dirname(resolve(certificateFile))
  const folder = mkdtempSync(join(parent, 'letterlock-sandbox-'))
  // Programs run in folders of their own.
  const file = resolve(certificateFile ?? join(folder, 'ca.pem'))
  writeFileSync(file, authority.certificate)
  const phpFolder = join(folder, 'php')
  mkdirSync(phpFolder)
  writeFileSync(join(phpFolder, 'ca.ini'), phpSettings(file))
  const direct = acceptTls(front, authority)
  const sockets = new Set<Duplex>()
  for (const server of [front, direct])
    server.on('connection', (socket: Duplex) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
  direct.listen(port, host)
  await once(direct, 'listening')
  return {
    certificate: authority.certificate,
    factsOf: (url) => {
      const variables = trustVariables(url, { certificateFile: file, phpFolder })
      const exportsFile = join(folder, 'exports.sh')
      writeFileSync(exportsFile, `${exportLines(variables).join('\n')}\n`)
      return {
        certificateFile: file,
        certificate: authority.certificate,
        variables,
        exportsFile,
        port: portOf(direct),
      }
    },
    close: async () => {
      direct.close()
      for (const socket of sockets) socket.destroy()
      rmSync(folder, { recursive: true })
    },
  }
}
