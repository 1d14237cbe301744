import type { IncomingMessage, ServerResponse } from 'node:http'
import { sendError } from './send-error.ts'
import type { Worlds } from './worlds.ts'

const PATH = /^\/_sandbox\/worlds(?:\/([\w-]+))?\/?(?:\?|$)/

export const isWorldsRequest = ({ url = '' }: IncomingMessage): boolean => PATH.test(url)

/** `GET /_sandbox/worlds` lists the named worlds, `DELETE /_sandbox/worlds/NAME` ends one. */
export async function answerWorlds(
  worlds: Worlds,
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, name] = PATH.exec(url) ?? []
  if (method === 'GET' && name === undefined)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(worlds.names()))
  else if (method === 'DELETE' && name !== undefined) {
    if (await worlds.remove(name)) response.writeHead(204).end()
    else sendError(response, 404, 'There is no such world.')
  } else sendError(response, 405, 'GET /_sandbox/worlds, or DELETE /_sandbox/worlds/NAME.')
}
