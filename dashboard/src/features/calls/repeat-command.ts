import type { Call } from '@letterlock/sdk'

/** A forwarded call as a command; null for other calls. The log has no bodies, so the command reads the body from a file. */
export function repeatCommand({ type, method, path, connection, requestBytes }: Call): string | null {
  if (type !== 'proxy' || connection === null) return null
  const url = `${location.origin}/v1/proxy/${connection.id}/${path.replace(/^\//, '')}`
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} '${url}'`,
    '-H "Authorization: Bearer $LETTERLOCK_SECRET_KEY"',
    ...(requestBytes > 0 ? ["-H 'Content-Type: application/json'", '--data @body.json'] : []),
  ]
  return lines.join(' \\\n  ')
}
