import { z } from 'zod'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import type { AuthorizationRequest } from '../connect/authorization-request.ts'
import type { Connection } from '../connections/connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { ConnectSession } from '../connect/connect-session.ts'
import type { KeyRow } from '../workspaces/secret-key.ts'
import type { WebhookEndpoint } from '../webhooks/webhook-endpoint.ts'
import type { HowToChange } from '../connections/connection-repository.ts'

export const NOW = 1_790_000_000_000
const ACCESS = { audiences: 'write', campaigns: 'read', reports: 'none', send: false } as const
export const PAGE = { limit: 100, after: null }

/** An event whose data does not matter. */
export const anyEvent = (
  fields: Pick<NewEvent, 'type' | 'connectionId' | 'actor'> & { data?: object },
): NewEvent => z.custom<NewEvent>(() => true).parse(fields)

export const event = (type: NewEvent['type'] = 'connection.created'): NewEvent =>
  anyEvent({ type, connectionId: 'conn_1', actor: 'key_1' })

export const app: OAuthApp = {
  id: 'app_1',
  workspaceId: 'ws_1',
  providerSlug: 'provider',
  clientId: '1',
  name: 'Letters',
  clientSecrets: [{ id: 'sec_1', ciphertext: Uint8Array.of(1, 2, 3), createdAt: NOW }],
  secretsVersion: 0,
  createdAt: NOW,
}

export const connection: Connection = {
  id: 'conn_1',
  workspaceId: 'ws_1',
  providerSlug: 'provider',
  oauthAppId: 'app_1',
  endUserId: 'owner',
  account: {
    id: 'a1',
    name: 'Ünïcode ✉',
    email: null,
    dataCenter: 'us1',
    apiBaseUrl: 'https://us1.example.com',
  },
  permissions: ACCESS,
  labels: {},
  tokenSetCiphertext: Uint8Array.of(0, 255, 7),
  previousTokenSetCiphertext: null,
  accessTokenExpiresAt: NOW + 3_600_000,
  assumedLifetimeMs: null,
  refreshExpiresAt: null,
  refreshType: 'rotating',
  reason: null,
  tokenSetVersion: 1,
  apiKeyCiphertext: null,
  apiKeyReason: null,
  fencingToken: 0,
  refreshStartedAt: null,
  dueAt: NOW + 2_000_000,
  health: {},
  failedCheck: null,
  disconnectReport: null,
  grantedScopes: null,
  version: 1,
  connectedAt: NOW,
  lastCheckedAt: NOW,
  lastCallAt: null,
  createdAt: NOW,
}

export const secretKey: KeyRow = {
  id: 'key_1',
  workspaceId: 'ws_1',
  name: 'CRM Sync',
  scopes: ['tokens:read'],
  prefix: 'llk_abcd',
  createdAt: NOW,
  lastUsedAt: null,
  revokedAt: null,
}

export const session: ConnectSession = {
  id: 'cs_1',
  workspaceId: 'ws_1',
  endUserId: 'owner',
  providerSlugs: ['provider'],
  permissions: ACCESS,
  returnUrl: 'https://app.example.com/back',
  connectionId: null,
  labels: {},
  skipConnectPage: false,
  openedAt: null,
  completedAt: null,
  expiresAt: NOW + 1000,
}

export const authorizationRequest: AuthorizationRequest = {
  sessionId: 'cs_1',
  workspaceId: 'ws_1',
  providerSlug: 'provider',
  oauthAppId: 'app_1',
  redirectUri: 'https://hub.example.com/oauth/platform/callback',
  permissions: ACCESS,
  permissionsChosen: true,
  codeVerifierCiphertext: Uint8Array.of(9),
  expiresAt: NOW + 1000,
}

export const webhookEndpointOf = (id: string, more: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id,
  workspaceId: 'ws_1',
  url: 'https://app.example.com/webhooks',
  description: '',
  eventTypes: [],
  status: 'enabled',
  statusReason: null,
  consecutiveFailures: 0,
  failingSince: null,
  heldUntil: null,
  version: 1,
  signingSecrets: [{ id: `sec_${id}`, ciphertext: Uint8Array.of(1, 2), createdAt: NOW, expiresAt: null }],
  createdAt: NOW,
  ...more,
})

export const how = (events: NewEvent[], guard: HowToChange['guard'] = 'version'): HowToChange => ({
  guard,
  events,
  now: NOW,
})
