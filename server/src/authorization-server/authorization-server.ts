import type { Scope } from '@letterlock/sdk/wire.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type Provider from 'oidc-provider'
import { ASSISTANT_SCOPES, DEFAULT_SCOPE, type Assistants, type ConsentRequest } from './assistant.ts'
import { principalOfAssistant } from '../workspaces/principal.ts'
import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import { hashToken, newId } from '../kernel/id.ts'
import { MINUTE } from '../kernel/time.ts'
import { membershipOf } from '../identity/memberships.ts'
import { MetadataError, hostOf, isLocal, normalizeMetadata } from './client-metadata.ts'
import { createAssistantGrants } from './assistants.ts'
import { normalizeRequest, normalizeScope } from './parameters.ts'
import type { ProviderOptions } from './provider.ts'
import { AUTHORIZE_PATH } from './paths.ts'
import { isOurs, placeOf } from './resource.ts'
import { sweepRecords } from './delete-expired-records.ts'

export interface AssistantsOptions extends Omit<ProviderOptions, 'publicUrl'> {
  /** Known only after the server listens. */
  readonly publicUrl: () => string
}

/** Precision of an assistant's last use. */
const USED_EVERY_MS = MINUTE

export function createAssistants({ publicUrl, ...options }: AssistantsOptions): Assistants {
  const { sql, now } = options
  const authorized = createAssistantGrants(sql, now)
  let made: Promise<Provider> | undefined
  // Loaded with the first assistant's request: a server without assistants does not pay for it.
  const provider = (): Promise<Provider> =>
    (made ??= import('./provider.ts').then(({ createProvider }) =>
      createProvider({ ...options, publicUrl: publicUrl() }),
    ))

  const serve = async (given: IncomingMessage, response: ServerResponse, form?: string): Promise<void> => {
    const request = normalized(given, form)
    asItReachedUs(request, publicUrl())
    await (await provider()).callback()(request, response)
  }
  const interactionOf = async (request: IncomingMessage, response: ServerResponse) => {
    asItReachedUs(request, publicUrl())
    const server = await provider()
    const details = await server.interactionDetails(request, response).catch((cause: unknown) => {
      throw new ProblemError('consent_request_not_found', { cause })
    })
    const { params } = details
    const client = await server.Client.find(String(params['client_id']))
    if (!client) throw new ProblemError('consent_request_not_found')
    const { redirect_uri: redirect } = params as { redirect_uri?: string }
    // Without one it is a device authorization (RFC 8628).
    const where =
      redirect === undefined
        ? { host: 'a device of yours', local: true }
        : { host: hostOf(redirect), local: isLocal(redirect) }
    return { server, details, params, client, where, asked: scopesIn(params['scope']) }
  }

  return {
    handle: (request, response, form) => serve(request, response, form),
    async register(request, response, body) {
      let metadata
      try {
        metadata = normalizeMetadata(body)
      } catch (error) {
        if (!(error instanceof MetadataError)) throw error
        response.writeHead(400, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        response.end(JSON.stringify({ error: error.error, error_description: error.message }))
        return
      }
      await serve(withBody(request, JSON.stringify(metadata), 'application/json'), response)
    },
    async look(request, response): Promise<ConsentRequest> {
      const { client, where, asked } = await interactionOf(request, response)
      const verified = client.clientId.startsWith('https://')
      return {
        client: { name: client.clientName ?? where.host, ...where, verified },
        scopes: asked,
        offered: ASSISTANT_SCOPES,
      }
    },
    async decide({ request, response }, user, decision) {
      const { server, details, params, client, where } = await interactionOf(request, response)
      if (!decision.authorize)
        return server.interactionResult(request, response, {
          error: 'access_denied',
          error_description: 'the user declined',
        })
      const scopes = ASSISTANT_SCOPES.filter((scope) => decision.scopes.includes(scope))
      if (!scopes.includes(DEFAULT_SCOPE))
        throw invalidRequest({
          pointer: '/scopes',
          detail: `scopes is ${DEFAULT_SCOPE}, with or without others that are offered.`,
        })
      const { userId: accountId } = user
      const grant = new server.Grant({ accountId, clientId: client.clientId })
      const { resource = `${publicUrl()}/mcp` } = params as { resource?: string }
      grant.addResourceScope(resource, scopes.join(' '))
      // The granted scopes can exceed the requested ones, since many clients cannot ask again. The token response lists them (RFC 6749, section 3.3).
      params['scope'] = scopes.join(' ')
      await details.save(details.exp - Math.floor(Date.now() / 1000))
      grant.jti = newId('asst', now())
      const grantId = await grant.save()
      await authorized.add(user, {
        id: grantId,
        clientHash: hashToken(client.clientId),
        name: client.clientName ?? where.host,
        host: where.host,
        scopes,
        connections: decision.connectionIds,
      })
      return server.interactionResult(
        request,
        response,
        { login: { accountId, remember: false }, consent: { grantId } },
        { mergeWithLastSubmission: false },
      )
    },
    async principalOf(token, resource) {
      const found = await (await provider()).AccessToken.find(token)
      const { aud, grantId, scope = '' } = found ?? {}
      if (!found || grantId === undefined) throw new ProblemError('invalid_token')
      const whole = `${publicUrl()}/mcp`
      const here = placeOf(resource.href, whole)
      // A token for /mcp is valid at every URL below; a token for one URL only there.
      const places = [aud ?? []].flat().map((one) => placeOf(one, whole))
      if (!places.some((place) => place === whole || place === here) || !isOurs(here, whole))
        throw new ProblemError('invalid_token', { detail: 'a token for another resource' })
      const row = await authorized.read(grantId)
      if (!row) throw new ProblemError('invalid_token', { detail: 'the assistant was revoked' })
      const membership = await membershipOf(sql, row.userId, row.workspaceId)
      if (membership?.workspaceId !== row.workspaceId)
        throw new ProblemError('invalid_token', { detail: 'the user is no longer a member' })
      await authorized.noteUsed(row, USED_EVERY_MS)
      const given = new Set(scope.split(' '))
      return principalOfAssistant({
        assistantId: row.id,
        userId: row.userId,
        ...membership,
        scopes: row.scopes.filter((scope) => given.has(scope)),
        connectionIds: row.connections,
      })
    },
    list: (userId) => authorized.list(userId),
    async revoke(user, id) {
      await authorized.revoke(user, id)
      const server = await provider()
      for (const model of [server.AccessToken, server.RefreshToken, server.AuthorizationCode])
        await model.revokeByGrantId(id)
      await (await server.Grant.find(id))?.destroy()
    },
    sweep: () => sweepRecords(sql, now().getTime()),
  }
}

function scopesIn(scope: unknown): Scope[] {
  const asked = new Set(typeof scope === 'string' ? scope.split(' ') : [])
  // Every assistant needs the scopes for reading.
  return ASSISTANT_SCOPES.filter((scope) => scope === DEFAULT_SCOPE || asked.has(scope))
}

/** URLs are built from the public URL, not from the request's headers. */
function asItReachedUs({ headers }: IncomingMessage, publicUrl: string): void {
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

function normalized(request: IncomingMessage, form: string | undefined): IncomingMessage {
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s)
  const normalize = NORMALIZE[path]
  if (normalize && form === undefined)
    request.url = `${path}?${normalize(new URLSearchParams(query)).toString()}`
  if (form === undefined) return request
  const read = normalize ? normalize(new URLSearchParams(form)).toString() : form
  return withBody(request, read, 'application/x-www-form-urlencoded')
}

/** The same request with a body that was read before. */
function withBody(request: IncomingMessage, text: string, type: string): IncomingMessage {
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
