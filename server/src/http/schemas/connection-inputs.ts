import { z } from 'zod'
import { MAX_OWN_ID_LENGTH } from '../../kernel/limits.ts'
import { isInRange, TIME_RANGE } from '../../kernel/time.ts'
import { labelChanges, newLabels } from './labels.ts'
import { endUserId, permissions, provider, time } from './values.ts'

/* The bodies of requests about connections. */

const apiKey = z
  .string()
  .min(1)
  .max(512)
  .meta({
    description: 'Issued by the provider to the account.',
    examples: ['0123456789abcdef0123456789abcdef-us6'],
  })

const legacy = z.string().min(1).max(512)
const token = z.string().min(1).max(8192)

const credentials = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('api_key'), apiKey }).meta({ title: 'API key' }),
    z
      .strictObject({
        type: z.literal('tokens'),
        accessToken: token,
        refreshToken: token.optional(),
        accessTokenExpiresAt: time
          .refine(isInRange, TIME_RANGE)
          .meta({
            description: 'Left out: unknown, or it does not expire.',
            examples: ['2026-12-01T09:30:00.000Z'],
          })
          .optional(),
      })
      .meta({ title: 'Tokens of another system' }),
    z
      .strictObject({
        type: z.literal('legacy_basic'),
        clientId: legacy.describe('The legacy client that the user name and password were used with.'),
        clientSecret: legacy,
        username: legacy,
        password: legacy,
      })
      .meta({ title: 'User name and password, exchanged for a token and not saved' }),
    z
      .strictObject({
        type: z.literal('legacy_oauth1'),
        consumerKey: legacy,
        consumerSecret: legacy,
        token: legacy,
        tokenSecret: legacy,
      })
      .meta({ title: 'OAuth 1.0a token, exchanged for a token and not saved' }),
  ])
  .meta({ id: 'ConnectionCredentials' })

export const createConnectionInput = z
  .strictObject({
    provider,
    endUserId,
    oauthAppId: z
      .string()
      .max(MAX_OWN_ID_LENGTH)
      .optional()
      .describe(
        'The OAuth app that the tokens were issued to, or that gets the token for legacy credentials. Default: the newest of the provider.',
      ),
    permissions: permissions.optional().describe('Default: everything but `send`.'),
    labels: newLabels,
    credentials,
  })
  .refine(({ oauthAppId, credentials: { type } }) => oauthAppId === undefined || type !== 'api_key', {
    path: ['oauthAppId'],
    error: 'must be left out with an API key, which belongs to no OAuth app',
  })
  .meta({ id: 'CreateConnection' })

export const updateConnectionInput = z
  .strictObject({
    permissions: permissions.optional(),
    labels: labelChanges.optional(),
  })
  .meta({ id: 'UpdateConnection', description: 'Members that are left out stay.' })

export const setApiKeyInput = z.strictObject({ apiKey }).meta({ id: 'SetApiKey' })

export const getAccessTokenInput = z
  .strictObject({
    minValiditySeconds: z
      .int()
      .min(0)
      .max(86_400)
      .optional()
      .describe(
        'The token is valid for at least this long, where the provider allows it; it is refreshed if need be. Default: 60.',
      ),
  })
  .meta({ id: 'GetAccessToken' })
