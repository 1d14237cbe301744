import type { Scope } from '@letterlock/sdk/wire.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { ProblemError, invalidRequest } from '../kernel/errors.ts'
import { hashToken, newId } from '../kernel/id.ts'
import { ASSISTANT_SCOPES, READ_SCOPES, type Assistants, type ConsentRequest } from './assistant.ts'
import type { AssistantGrants } from './assistant-grants.ts'
import { hostOf, isLocal } from './client-metadata.ts'
import { asItReachedUs } from './node-request.ts'

interface ConsentContext {
  readonly now: () => Date
  readonly publicUrl: () => string
  readonly provider: () => Promise<Provider>
  readonly grants: AssistantGrants
}

/** The consent request, and the user's decision. */
export function createConsent(context: ConsentContext): Pick<Assistants, 'look' | 'decide'> {
  return {
    async look(request, response): Promise<ConsentRequest> {
      const { client, where, asked } = await interactionOf(context, request, response)
      const verified = client.clientId.startsWith('https://')
      return {
        client: { name: client.clientName ?? where.host, ...where, verified },
        scopes: asked,
        offered: ASSISTANT_SCOPES,
      }
    },
    async decide({ request, response }, user, decision) {
      const { server, details, params, client, where } = await interactionOf(context, request, response)
      if (!decision.authorize) {
        await context.grants.decline(details.jti)
        return server.interactionResult(request, response, {
          error: 'access_denied',
          error_description: 'the user declined',
        })
      }
      const scopes = ASSISTANT_SCOPES.filter((scope) => decision.scopes.includes(scope))
      if (!READ_SCOPES.every((scope) => scopes.includes(scope)))
        throw invalidRequest({
          pointer: '/scopes',
          detail: `scopes must include ${READ_SCOPES.join(', ')}.`,
        })
      const { userId: accountId } = user
      const grant = new server.Grant({ accountId, clientId: client.clientId })
      const { resource = `${context.publicUrl()}/mcp` } = params as { resource?: string }
      grant.addResourceScope(resource, scopes.join(' '))
      grant.jti = newId('asst', context.now())
      const grantId = await grant.save()
      const assistant = {
        id: grantId,
        clientHash: hashToken(client.clientId),
        name: client.clientName ?? where.host,
        host: where.host,
        scopes,
        connections: decision.connectionIds,
      }
      await context.grants.add(user, details.jti, assistant).catch(async (error: unknown) => {
        await grant.destroy()
        throw error
      })
      // The granted scopes can exceed the requested ones, since many clients cannot ask again. The token response lists them (RFC 6749, section 3.3).
      params['scope'] = scopes.join(' ')
      await details.save(details.exp - Math.floor(Date.now() / 1000))
      return server.interactionResult(
        request,
        response,
        { login: { accountId, remember: false }, consent: { grantId } },
        { mergeWithLastSubmission: false },
      )
    },
  }
}

async function interactionOf(
  { publicUrl, provider }: ConsentContext,
  request: IncomingMessage,
  response: ServerResponse,
) {
  asItReachedUs(request, publicUrl())
  const server = await provider()
  const details = await server.interactionDetails(request, response).catch((cause: unknown) => {
    throw new ProblemError('consent_request_not_found', { cause })
  })
  const { params } = details
  const client = await server.Client.find(String(params['client_id']))
  if (!client) throw new ProblemError('consent_request_not_found')
  const { redirect_uri: redirect } = params as { redirect_uri?: string }
  // Without a redirect URI it is a device authorization (RFC 8628).
  const where =
    redirect === undefined
      ? { host: 'a device of yours', local: true }
      : { host: hostOf(redirect), local: isLocal(redirect) }
  return { server, details, params, client, where, asked: scopesIn(params['scope']) }
}

const READS: ReadonlySet<Scope> = new Set(READ_SCOPES)

function scopesIn(scope: unknown): Scope[] {
  const asked = new Set(typeof scope === 'string' ? scope.split(' ') : [])
  // Every assistant needs the scopes for reading.
  return ASSISTANT_SCOPES.filter((scope) => READS.has(scope) || asked.has(scope))
}
