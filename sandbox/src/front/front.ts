import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { answerWorlds, isWorldsRequest } from './answer-worlds.ts'
import { refuseForeignPage } from './foreign-page.ts'
import { mapRealHost } from './real-host.ts'
import { sendError } from './send-error.ts'
import { isWorldName, requestedWorld, worldOfHost } from './world-name.ts'
import type { OpenWorld, Worlds } from './worlds.ts'
import { reasonOf } from '../reason-of.ts'

interface FrontOptions {
  /** Whether requests may name a world. */
  readonly hasNamedWorlds: boolean
  /** The certificate of the certificate authority, if there is one. */
  readonly certificate: () => string | undefined
  /** Public names of the sandbox itself. */
  readonly allowedHosts: readonly string[]
}

/** The HTTP server in front of the worlds: finds the world of a request, and converts the providers' host names to paths. */
export function createFront(
  worlds: Worlds,
  { hasNamedWorlds, certificate, allowedHosts }: FrontOptions,
): Server {
  const names = new Set(allowedHosts.map((name) => name.toLowerCase()))
  const isKnownHost = (host: string): boolean => names.has(host) || worlds.standard.isHost(host)
  const answerInWorld = async (
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const world = await worlds.open(name)
    if (world) answer(world, request, response)
    else sendError(response, 429, 'There are 100 worlds: remove some with DELETE /_sandbox/worlds/NAME.')
  }
  const orError = (answered: Promise<void>, response: ServerResponse): void =>
    void answered.catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendError(response, 500, `The world cannot be used: ${reasonOf(error)}`)
    })
  // An import of `node:http` reads all of its members, one of which loads a WebSocket client of 10 MB.
  const { createServer } = process.getBuiltinModule('node:http')
  return createServer((request, response) => {
    const refusal = refuseForeignPage(request, isKnownHost)
    if (refusal !== undefined) return sendError(response, 403, refusal)
    if (isWorldsRequest(request)) return orError(answerWorlds(worlds, request, response), response)
    const pem = request.url === '/_sandbox/ca.pem' ? certificate() : undefined
    if (pem !== undefined)
      return void response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(pem)
    const requested = requestedWorld(request)
    if (requested !== undefined && !hasNamedWorlds) return sendError(response, 400, ONE_WORLD)
    const name = hasNamedWorlds ? (requested ?? worldOfHost(request)) : undefined
    if (name === undefined) return answer(worlds.standard, request, response)
    if (isWorldName(name)) return orError(answerInWorld(name, request, response), response)
    return sendError(response, 400, 'A world is named with 1 to 40 lower-case letters, digits and hyphens.')
  })
}

/** Tests that share a world without knowing would change each other's results. */
const ONE_WORLD =
  'This sandbox has one world, and the request names another: start it with --worlds, or startSandbox({ worlds: true }).'

/** Names of the sandbox itself: an encrypted connection to any other host was meant for a provider. */
const OWN_NAME = /^(?:.+\.)?localhost$|^[\d.]+$|^\[.*\]$/

function answer({ handle, isHost }: OpenWorld, request: IncomingMessage, response: ServerResponse): void {
  const { url = '/' } = request
  // A client of the proxy sends the whole URL (RFC 9112 section 3.2.2).
  const [, scheme, authority = '', path = '/'] = /^(http):\/\/([^/?]+)(.*)$/.exec(url) ?? []
  if (scheme) request.url = path.startsWith('/') ? path : `/${path}`
  const asked = scheme ? authority : (request.headers.host ?? '')
  const host = asked.replace(/:\d+$/, '').toLowerCase()
  const isEncrypted = 'encrypted' in request.socket
  if (isHost(host) || (isEncrypted && !OWN_NAME.test(host)))
    mapRealHost(request, { scheme: isEncrypted ? 'https' : 'http', authority: asked })
  handle(request, response)
}
