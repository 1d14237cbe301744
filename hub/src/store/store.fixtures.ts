import type { App, Attempt, Connection, NewEvent, Session } from '../core/connection.ts'
import type { HowToChange } from '../core/ports.ts'

export const NOW = 1_790_000_000_000
export const ACCESS = { audiences: 'write', campaigns: 'read', reports: 'none', send: false } as const
export const PAGE = { limit: 100, after: null }

export const event = (type: NewEvent['type'] = 'connection.created'): NewEvent => ({
  type,
  connectionId: 'conn_1',
  actor: 'key_1',
})

export const app: App = {
  id: 'app_1',
  workspaceId: 'ws_1',
  providerId: 'platform',
  clientId: '1',
  name: 'Letters',
  secrets: [{ id: 'sec_1', sealed: Uint8Array.of(1, 2, 3), createdAt: NOW }],
  createdAt: NOW,
}

export const connection: Connection = {
  id: 'conn_1',
  workspaceId: 'ws_1',
  providerId: 'platform',
  appId: 'app_1',
  owner: 'owner',
  account: {
    id: 'a1',
    name: 'Ünïcode ✉',
    email: null,
    dataCenter: 'us1',
    apiBaseUrl: 'https://us1.example.com',
  },
  access: ACCESS,
  sealedTokens: Uint8Array.of(0, 255, 7),
  sealedPrevious: null,
  tokensExpireAt: NOW + 3_600_000,
  assumedLifetimeMs: null,
  refreshExpiresAt: null,
  renewal: 'rotating',
  reason: null,
  generation: 1,
  sealedKey: null,
  keyReason: null,
  fence: 0,
  intentAt: null,
  dueAt: NOW + 2_000_000,
  health: {},
  failedCheck: null,
  disconnectReport: null,
  grantedScopes: null,
  version: 1,
  connectedAt: NOW,
  checkedAt: NOW,
  lastCallAt: null,
  createdAt: NOW,
}

export const session: Session = {
  id: 'cs_1',
  workspaceId: 'ws_1',
  owner: 'owner',
  providerIds: ['platform'],
  access: ACCESS,
  returnUrl: 'https://app.example.com/back',
  connectionId: null,
  skipsPage: false,
  openedAt: null,
  completedAt: null,
  expiresAt: NOW + 1000,
}

export const attempt: Attempt = {
  sessionId: 'cs_1',
  workspaceId: 'ws_1',
  providerId: 'platform',
  appId: 'app_1',
  redirectUri: 'https://hub.example.com/oauth/platform/callback',
  access: ACCESS,
  sealedVerifier: Uint8Array.of(9),
  expiresAt: NOW + 1000,
}

export const how = (events: NewEvent[], guard: HowToChange['guard'] = 'version'): HowToChange => ({
  guard,
  events,
  now: NOW,
})
