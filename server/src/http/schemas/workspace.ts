import { z } from 'zod'
import { MAX_LOGO_LENGTH, MAX_URL_LENGTH } from '../../kernel/limits.ts'
import { name } from './one-line.ts'
import { EXAMPLE_PROVIDER } from '../../providers/example.ts'
import { id, provider, scope, time } from './values.ts'

const REDIRECT_URI = `https://letterlock.example/oauth/${EXAMPLE_PROVIDER.slug}/callback`

export const providerSchema = z
  .object({
    id: provider,
    name: z.string().meta({ examples: [EXAMPLE_PROVIDER.name] }),
    docsUrl: z.string().describe('The provider’s own page about its OAuth.'),
    redirectUri: z.string().meta({
      description: 'Register exactly this redirect URI at the provider.',
      examples: [REDIRECT_URI],
    }),
    developerPortalUrl: z.string().describe('Where an OAuth app is registered.'),
    registrationSteps: z
      .array(z.string())
      .describe(
        'What to do there, one sentence per step, in the language of `Accept-Language`; `{redirectUri}` stands for the URI to copy.',
      ),
    secretRotationSteps: z
      .array(z.string())
      .describe(
        'How to replace a client secret there, one sentence per step, in the language of `Accept-Language`.',
      ),
    authorizedAppsUrl: z.string().describe('Where an end user removes an OAuth app.'),
    accessTokensExpire: z.boolean(),
    exampleApiPath: z.string().meta({
      description: 'A call that every account answers.',
      examples: [`/${EXAMPLE_PROVIDER.apiPath}`],
    }),
    authMethods: z
      .array(z.enum(['authorization_code', 'device_code', 'api_key', 'legacy_basic', 'legacy_oauth1']))
      .describe('How an account can be connected.'),
  })
  .meta({ id: 'Provider', description: 'An email marketing service.' })

export const oauthApp = z
  .object({
    id: id('app'),
    provider,
    clientId: z.string().meta({ examples: ['123456789012'] }),
    name: z.string().meta({ examples: ['Letters Inc'] }),
    redirectUri: z.string().meta({ examples: [REDIRECT_URI] }),
    clientSecrets: z
      .array(z.object({ id: id('sec'), createdAt: time }))
      .describe('Newest first; the newest is used. The values are never returned.'),
    createdAt: time,
  })
  .meta({ id: 'OAuthApp', description: 'Our registration at a provider.' })

const clientSecret = z.string().min(1).max(512)

export const createOAuthAppInput = z
  .strictObject({
    provider,
    clientId: z
      .string()
      .min(1)
      .max(256)
      .meta({ examples: ['123456789012'] }),
    clientSecret,
    name: name.optional().meta({
      description: 'Shown to end users. Default: the workspace’s name.',
      examples: ['Letters Inc'],
    }),
  })
  .meta({ id: 'CreateOAuthApp' })

export const addClientSecretInput = z.strictObject({ clientSecret }).meta({ id: 'AddClientSecret' })

export const secretKey = z
  .object({
    id: id('key'),
    name: z.string().meta({ examples: ['Backend'] }),
    scopes: z.array(scope),
    prefix: z.string().meta({ description: 'The beginning, to recognize it by.', examples: ['llk_9f3a'] }),
    createdAt: time,
    lastUsedAt: time.nullable(),
    revokedAt: time.nullable(),
    secret: z
      .string()
      .optional()
      .meta({ description: 'Only in the response that creates it.', examples: ['llk_…'] }),
  })
  .meta({ id: 'SecretKey', description: 'A key to the API, kept on servers.' })

export const createSecretKeyInput = z
  .strictObject({
    name: name.meta({ examples: ['Backend'] }),
    scopes: z.array(scope).min(1),
  })
  .meta({ id: 'CreateSecretKey' })

const branding = z
  .object({
    color: z
      .string()
      .nullable()
      .meta({
        description: 'Of the connect page’s buttons, `#rrggbb`; null: Letterlock’s.',
        examples: ['#3346a8'],
      }),
    logo: z.string().nullable().describe('At the head of the connect page: an image as a `data:` URL.'),
  })
  .meta({ id: 'Branding' })

export const workspace = z
  .object({
    id: id('ws'),
    name: z.string().meta({ examples: ['Letters Inc'] }),
    allowedReturnUrls: z.array(z.string()).meta({
      description:
        'Where connect sessions may return to. Origin and path are compared exactly, the query is free. Loopback URLs are always allowed.',
      examples: [['https://app.example/connected']],
    }),
    branding,
  })
  .meta({ id: 'Workspace' })

export const updateWorkspaceInput = z
  .strictObject({
    name: name.optional(),
    allowedReturnUrls: z.array(z.string().max(MAX_URL_LENGTH)).max(100).optional(),
    branding: z
      .strictObject({
        color: z
          .string()
          .regex(/^#[\da-f]{6}$/i, 'must be like #3346a8')
          .nullable()
          .optional()
          .meta({ examples: ['#3346a8'] }),
        logo: z
          .string()
          .max(MAX_LOGO_LENGTH)
          .regex(
            /^data:image\/(?:png|jpeg|webp|svg\+xml);base64,[\w+/]+={0,2}$/,
            'must be an image as a data: URL',
          )
          .nullable()
          .optional()
          .meta({
            description: 'PNG, JPEG, WebP or SVG, as a `data:` URL.',
            examples: ['data:image/png;base64,iVBORw0KGgo='],
          }),
      })
      .optional(),
  })
  .meta({ id: 'UpdateWorkspace', description: 'Members that are left out stay; null removes.' })
