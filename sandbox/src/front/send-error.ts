import type { ServerResponse } from 'node:http'

/** An error of the sandbox itself, as its control API sends them. */
export function sendError(response: ServerResponse, status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
}
