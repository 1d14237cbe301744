import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitUntil } from './wait-for.ts'

const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx']

const find = (): string | undefined => PLACES.find((place) => existsSync(place))

/** The path of nginx. Installs Debian's if the tests run as root, as in a container. */
export function nginxPath(): string | undefined {
  return find() ?? install()
}

function install(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  // Otherwise the package would start a server.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const options = { stdio: 'ignore', timeout: 120_000, env } as const
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'nginx-light'], options)
  } catch {
    return undefined
  }
  return find()
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => void server.close(done))
  return port
}

/** Starts nginx as a reverse proxy with these directives in its `location`; ends with the test. */
export async function startNginx(
  path: string,
  { port, to, directives }: { readonly port: number; readonly to: string; readonly directives: string },
): Promise<AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-nginx-'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join('\n')
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1;
     events {}
     http { access_log off; ${temporary}
       server { listen 127.0.0.1:${port}; location / { proxy_pass ${to}; ${directives} } } }`,
  )
  // Its worker runs as another user, who needs access to the folder.
  const child = spawn(path, ['-e', 'stderr', '-c', join(folder, 'nginx.conf'), '-g', 'user root;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (data: Buffer) => void (said += data.toString()))
  const ended = new Promise<void>((done) => void child.once('exit', () => done()))
  const stop = async (): Promise<void> => {
    child.kill('SIGQUIT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const answers = async (): Promise<boolean> =>
    child.exitCode !== null || Boolean(await fetch(`http://127.0.0.1:${port}/`).catch(() => null))
  await waitUntil(answers, 'nginx answers')
  if (child.exitCode !== null) throw new Error(`nginx ended: ${said}`)
  return { [Symbol.asyncDispose]: stop }
}
