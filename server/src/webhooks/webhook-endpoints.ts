import { ProblemError } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import type { Secret } from '../kernel/secret.ts'
import type { NewEvent, TypedData } from '../workspaces/event.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { WebhooksContext } from './context.ts'
import { createSigningSecret } from './signing-secrets.ts'
import type { WebhookEndpoint, WebhookEndpointChange } from './webhook-endpoint.ts'

export interface CreateWebhookEndpointInput {
  readonly url: string
  readonly description: string
  readonly eventTypes: readonly string[]
  readonly status: 'enabled' | 'paused'
}

/** An endpoint with its new signing secret, which is shown only once. */
export interface WithSigningSecret {
  readonly endpoint: WebhookEndpoint
  readonly secret: Secret
}

/** @throws ProblemError webhook_url_not_allowed */
export async function createWebhookEndpoint(
  context: WebhooksContext,
  principal: Principal,
  input: CreateWebhookEndpointInput,
): Promise<WithSigningSecret> {
  assertUrlAllowed(context, input.url)
  const at = context.now()
  const { workspaceId } = principal
  const { secret, kept } = createSigningSecret(context.encryption, workspaceId, at)
  const endpoint: WebhookEndpoint = {
    id: newId('we', at),
    workspaceId,
    ...input,
    eventTypes: [...new Set(input.eventTypes)],
    statusReason: null,
    consecutiveFailures: 0,
    failingSince: null,
    heldUntil: null,
    version: 1,
    signingSecrets: [kept],
    createdAt: at.getTime(),
  }
  const { url, eventTypes } = endpoint
  const event = eventOf(
    { type: 'webhook_endpoint.created', data: { webhookEndpointId: endpoint.id, url, eventTypes } },
    principal,
  )
  await context.store.webhookEndpoints.insert(endpoint, event)
  return { endpoint, secret }
}

/** @throws ProblemError webhook_endpoint_not_found */
export async function getWebhookEndpoint(
  { store }: Pick<WebhooksContext, 'store'>,
  { workspaceId }: Principal,
  id: string,
): Promise<WebhookEndpoint> {
  const endpoint = await store.webhookEndpoints.read(workspaceId, id)
  if (!endpoint) throw new ProblemError('webhook_endpoint_not_found')
  return endpoint
}

/**
 * Updates an endpoint. Enabling it sends its queue immediately, even if it was held back.
 * @throws ProblemError webhook_endpoint_not_found, webhook_url_not_allowed
 */
export async function updateWebhookEndpoint(
  context: WebhooksContext,
  principal: Principal,
  id: string,
  change: WebhookEndpointChange,
): Promise<WebhookEndpoint> {
  const endpoint = await getWebhookEndpoint(context, principal, id)
  if (change.url !== undefined) assertUrlAllowed(context, change.url)
  const changedFields = Object.keys(change)
  const event = eventOf(
    { type: 'webhook_endpoint.updated', data: { webhookEndpointId: id, changedFields } },
    principal,
  )
  const { webhookEndpoints } = context.store
  if (!(await webhookEndpoints.update(endpoint, change, event, context.now().getTime())))
    throw new ProblemError('webhook_endpoint_not_found')
  return getWebhookEndpoint(context, principal, id)
}

/** @throws ProblemError webhook_endpoint_not_found */
export async function deleteWebhookEndpoint(
  context: WebhooksContext,
  principal: Principal,
  id: string,
): Promise<void> {
  const endpoint = await getWebhookEndpoint(context, principal, id)
  const event = eventOf(
    { type: 'webhook_endpoint.deleted', data: { webhookEndpointId: id, url: endpoint.url } },
    principal,
  )
  if (!(await context.store.webhookEndpoints.remove(endpoint, event, context.now().getTime())))
    throw new ProblemError('webhook_endpoint_not_found')
}

/**
 * Adds a signing secret, which signs from now on. The previous ones sign beside it until they expire.
 * @throws ProblemError webhook_endpoint_not_found
 */
export async function rotateSigningSecret(
  context: WebhooksContext,
  principal: Principal,
  id: string,
  previousExpiresInMs: number,
): Promise<WithSigningSecret> {
  const endpoint = await getWebhookEndpoint(context, principal, id)
  const at = context.now()
  const { secret, kept } = createSigningSecret(context.encryption, endpoint.workspaceId, at)
  const event = eventOf(
    { type: 'webhook_endpoint.updated', data: { webhookEndpointId: id, changedFields: ['signingSecret'] } },
    principal,
  )
  await context.store.webhookEndpoints.addSecret(endpoint, kept, at.getTime() + previousExpiresInMs, event)
  return { endpoint: await getWebhookEndpoint(context, principal, id), secret }
}

function assertUrlAllowed({ webhookFetch }: WebhooksContext, url: string): void {
  if (!webhookFetch.allows(url)) throw new ProblemError('webhook_url_not_allowed')
}

/** An event about a webhook endpoint, caused by this principal. */
export function eventOf(
  typed: Extract<TypedData, { readonly type: `webhook_endpoint.${string}` }>,
  { principalId }: Pick<Principal, 'principalId'>,
): NewEvent {
  return { ...typed, connectionId: null, actor: principalId }
}
