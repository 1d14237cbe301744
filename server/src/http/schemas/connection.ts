import { NEXT_STEP_CODES, SENTENCE_CODES } from '../../connections/status-sentences.ts'
import { z } from 'zod'
import { EXAMPLE_PROVIDER } from '../../providers/example.ts'
import { labels } from './labels.ts'
import {
  credential,
  endUserId,
  errorCode,
  exampleId,
  id,
  permissions,
  provider,
  reason,
  time,
} from './values.ts'

const account = z
  .object({
    id: z.string().meta({ description: 'The provider’s own ID of the account.', examples: ['8d3a3db4d9'] }),
    name: z.string().meta({ examples: ['Ada’s Bakery'] }),
    email: z
      .string()
      .nullable()
      .meta({ examples: ['ada@bakery.example'] }),
    dataCenter: z
      .string()
      .nullable()
      .meta({ examples: [EXAMPLE_PROVIDER.dataCenter] }),
    apiBaseUrl: z.string().meta({
      description: 'Where the account’s API is, without a trailing slash.',
      examples: [EXAMPLE_PROVIDER.apiBaseUrl],
    }),
  })
  .meta({ id: 'Account', description: 'The account at the provider.' })

const ending = {
  deletedCredentials: z.array(credential),
  providerRevocation: z
    .enum(['revoked', 'failed', 'unsupported'])
    .meta({ id: 'ProviderRevocation' })
    .describe(
      'Whether the tokens were revoked at the provider; `unsupported` where it has no endpoint for that, or there were none.',
    ),
  detail: z.string().meta({ description: 'A sentence to show.', examples: ['Disconnected.'] }),
  authorizedAppsUrl: z
    .string()
    .nullable()
    .meta({ description: 'Where the end user removes what remains at the provider; null: nothing remains.' }),
}

export const disconnectResult = z
  .object({
    connectionId: id('conn'),
    ...ending,
    activeCredential: z
      .literal('api_key')
      .nullable()
      .describe('What calls use from now on: an API key as fallback, or nothing.'),
  })
  .meta({ id: 'DisconnectResult' })

export const deletedConnection = z
  .object({ id: id('conn'), deleted: z.literal(true), ...ending })
  .meta({ id: 'DeletedConnection' })

const health = z
  .object({
    status: z.enum(['ok', 'failing']).describe('`ok` also when there is nothing to refresh.'),
    failingSince: time.nullable(),
    consecutiveFailures: z.number(),
    lastErrorCode: errorCode.nullable(),
  })
  .meta({ id: 'Health', description: 'Whether the token can be refreshed.' })

export const connectionStatus = z
  .enum(['connected', 'expiring_soon', 'disconnected'])
  .meta({ id: 'ConnectionStatus' })

export const connection = z
  .object({
    id: id('conn'),
    provider,
    oauthAppId: id('app')
      .nullable()
      .meta({ description: 'null: created with an API key.', examples: [exampleId('app')] }),
    endUserId,
    account,
    permissions,
    labels,
    status: connectionStatus,
    reason: reason.nullable().describe('Why it is not connected, or why the API key is used.'),
    detail: z.string().meta({ description: 'A sentence to show.', examples: ['Working.'] }),
    nextStep: z.string().nullable().describe('What to do next; null: nothing.'),
    sentences: z
      .array(
        z.object({
          code: z.enum(SENTENCE_CODES).meta({ examples: ['working'] }),
          since: time.optional(),
          until: time.optional(),
          minutes: z.int().optional(),
          scopes: z.array(z.string()).optional(),
          errorCode: z.string().optional(),
        }),
      )
      .describe('What `detail` says, for applications that say it in another language.'),
    nextStepCode: z
      .enum(NEXT_STEP_CODES)
      .nullable()
      .meta({ description: 'What `nextStep` says.', examples: ['reconnect'] }),
    activeCredential: credential.nullable().meta({
      description: 'The credential that a call uses now; null: there is none.',
      examples: ['oauth'],
    }),
    accessTokenExpiresAt: time
      .nullable()
      .describe('null: it does not expire, or the provider does not say when; see `detail`.'),
    nextRefreshAt: time
      .nullable()
      .describe('When the token is refreshed next; null: it is not, or need not be.'),
    lastRefreshedAt: time.nullable(),
    health,
    failedCheck: z
      .object({ since: time, errorCode })
      .nullable()
      .describe('Checks that got no answer since the last that did; null: none.'),
    disconnectResult: disconnectResult
      .nullable()
      .describe('What was done when it was disconnected; null once it is connected again.'),
    grantedScopes: z
      .array(z.string())
      .nullable()
      .describe(
        'The OAuth scopes that the provider granted; null: all that were requested, as far as it says.',
      ),
    missingScopes: z
      .array(z.string())
      .describe('Requested and not granted: calls that need them are rejected.'),
    apiKey: z
      .object({ valid: z.boolean(), reason: reason.nullable() })
      .nullable()
      .describe('The API key that is used when OAuth fails, or alone; null: there is none.'),
    connectedAt: time,
    lastCheckedAt: time.nullable(),
    lastCallAt: time
      .nullable()
      .describe('The last proxied call that the provider answered with success, to a minute.'),
    createdAt: time,
  })
  .meta({ id: 'Connection', description: 'An end user’s link to one account, with its credentials.' })

export const accessToken = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresAt: time
      .nullable()
      .describe(
        'null: it does not expire, or the provider does not say when; then it is refreshed on a schedule.',
      ),
    apiBaseUrl: z.string().meta({ examples: [EXAMPLE_PROVIDER.apiBaseUrl] }),
    credential,
    fallbackReason: reason
      .nullable()
      .describe('Why the API key is used; null for a token, and for a connection with an API key alone.'),
  })
  .meta({ id: 'AccessToken' })
