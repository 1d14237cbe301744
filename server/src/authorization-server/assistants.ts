import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import type { Assistants } from './assistant.ts'
import { createAssistantGrants } from './assistant-grants.ts'
import { createAuthenticateAssistant } from './authenticate-assistant.ts'
import { MetadataError, normalizeMetadata } from './client-metadata.ts'
import { createConsent } from './consent.ts'
import { deleteExpiredRecords } from './delete-expired-records.ts'
import { asItReachedUs, normalized, withBody } from './node-request.ts'
import type { ProviderOptions } from './provider.ts'

export interface AssistantsOptions extends Omit<ProviderOptions, 'publicUrl' | 'ended'> {
  /** Known only after the server listens. */
  readonly publicUrl: () => string
}

export function createAssistants({ publicUrl, ...options }: AssistantsOptions): Assistants {
  const { sql, now } = options
  const authorized = createAssistantGrants(sql, now)
  let made: Promise<Provider> | undefined
  // Loaded with the first assistant's request: a server without assistants does not pay for it.
  const provider = (): Promise<Provider> =>
    (made ??= import('./provider.ts').then(({ createProvider }) =>
      createProvider({ ...options, publicUrl: publicUrl(), ended: authorized.end }),
    ))

  const serve = async (given: IncomingMessage, response: ServerResponse, form?: string): Promise<void> => {
    const request = normalized(given, form)
    asItReachedUs(request, publicUrl())
    await (await provider()).callback()(request, response)
  }
  const context = { sql, now, publicUrl, provider, grants: authorized }
  return {
    ...createConsent(context),
    principalOf: createAuthenticateAssistant(context),
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
    list: (userId) => authorized.list(userId),
    revoke: (user, id) => authorized.revoke(user, id),
    sweep: () => deleteExpiredRecords(sql, now().getTime()),
  }
}
