import { debianProgram } from './debian-program.ts'
import { startProxy } from './running-proxy.ts'

const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx']

/** nginx as a reverse proxy with these directives in its `location`; undefined if there is none and none can be installed. */
export async function startNginx({
  port,
  directives,
}: {
  readonly port: number
  readonly directives: string
}): Promise<AsyncDisposable | undefined> {
  const path = debianProgram(PLACES, 'nginx-light')
  if (path === undefined) return undefined
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path {folder}/${kind};`)
    .join('\n')
  const configuration = `daemon off; pid {folder}/pid; error_log stderr; worker_processes 1;
     events {}
     http { access_log off; ${temporary}
       server { listen 127.0.0.1:${port}; location / { ${directives} } } }`
  return startProxy(port, configuration, (_folder, file) => ({
    path,
    // Its worker runs as another user, who needs access to the folder.
    args: ['-e', 'stderr', '-c', file, '-g', 'user root;'],
    stopSignal: 'SIGQUIT',
  }))
}
