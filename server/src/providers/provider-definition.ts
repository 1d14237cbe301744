import { z } from 'zod'
import type { Locale } from '../kernel/locale.ts'
import { REGISTRATION_STEPS, SECRET_ROTATION_STEPS } from './default-steps.ts'
import type { RequiredPermission } from './provider.ts'

/*
 * The schema of a provider definition file: the members of `Provider` that data can express, and names of response members
 * where built-in providers have functions. docs/adding-a-provider.md explains each field.
 */

const url = z.url({ protocol: /^https$/, error: 'must be an https URL' })
const path = z.string().regex(/^\//, 'must begin with a slash')
const scopes = z.array(z.string().min(1))
const sentences = z.array(z.string().max(400)).max(12)
/** In English, or by language. */
const steps = z.union([
  sentences.transform((en) => ({ en })),
  z.strictObject({
    en: sentences,
    de: sentences.optional(),
    it: sentences.optional(),
    es: sentences.optional(),
    fr: sentences.optional(),
  } satisfies Record<Locale, z.ZodType>),
])

const regularExpression = z.string().refine(isRegularExpression, 'must be a regular expression')

const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/
const PERMISSIONS = [
  'none',
  'all:read',
  'audiences:read',
  'audiences:write',
  'campaigns:read',
  'campaigns:write',
  'campaigns:send',
  'reports:read',
] as const satisfies readonly RequiredPermission[]

const limitScope = z.enum(['account', 'oauth_app'])

/** A member of a response; `a.b` is the member `b` of the member `a`. */
const member = z.string().regex(/^[^.]+(\.[^.]+)*$/, 'must name a member, such as "account.id"')

export const providerDefinitionSchema = z.strictObject({
  $schema: z.string().optional(),
  definitionVersion: z.literal(1),
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
    .max(40),
  name: z.string().min(1).max(100),
  docsUrl: url,
  hosts: z.array(z.string().regex(HOST, 'must be a host, or *. and a host')).min(1),
  authorization: z.strictObject({
    url,
    pkce: z.enum(['S256', 'none']).default('S256'),
    scopes: scopes.default([]),
    scopeSeparator: z.string().min(1).optional(),
    scopesByPermission: z
      .partialRecord(z.enum(['none', 'audiences', 'campaigns', 'reports']), scopes)
      .optional(),
    issuer: url.optional(),
    issuerParameter: z.enum(['required', 'optional', 'none']).optional(),
    deviceAuthorizationUrl: url.optional(),
  }),
  token: z.strictObject({
    url,
    clientAuthentication: z
      .enum(['client_secret_basic', 'client_secret_post'])
      .default('client_secret_basic'),
    refresh: z.enum(['none', 'static', 'rotating']),
    defaultAccessTokenLifetimeSeconds: z.union([z.int().positive(), z.literal('never')]).optional(),
    introspectionUrl: url.optional(),
    maxConcurrentRefreshes: z.int().positive().optional(),
    maxRefreshesPerSecond: z.int().positive().optional(),
    invalidGrantErrors: z.array(z.string()).optional(),
    defaultTokenType: z.literal('Bearer').optional(),
    previousRefreshTokenStaysValid: z.boolean().optional(),
  }),
  account: z.strictObject({
    apiLocation: z.strictObject({ type: z.literal('fixed'), apiBaseUrl: url }),
    path,
    id: member,
    name: member.optional(),
    email: member.optional(),
  }),
  api: z.strictObject({
    authorizationScheme: z.string().min(1).default('Bearer'),
    examplePath: path,
    checkPath: path,
    unauthorizedStatuses: z.array(z.int().min(400).max(499)).min(1).default([401]),
    clientIdParameter: z.string().min(1).optional(),
    errorsInOkResponse: z
      .strictObject({ member, unauthorizedValues: z.array(z.string().min(1)).optional() })
      .optional(),
    allowedRequestHeaders: z.array(z.string()).optional(),
    limitScope: limitScope.default('account'),
    maxConcurrentCalls: z.int().positive().default(10),
    rateLimits: z
      .array(
        z.strictObject({
          // Beyond these bounds a limit is not worth keeping: the provider's own 429 is.
          calls: z.int().positive().max(1000),
          seconds: z.int().positive().max(3600),
          scope: limitScope.optional(),
          path: path.optional(),
        }),
      )
      .max(10)
      .optional(),
    timeoutSeconds: z.int().positive().max(600).default(60),
    permissionRules: z.array(z.tuple([z.string().min(1), path, z.enum(PERMISSIONS)])).default([]),
  }),
  apiKey: z
    .strictObject({
      pattern: regularExpression,
      placement: z
        .array(
          z.discriminatedUnion('in', [
            z.strictObject({ in: z.enum(['header', 'query']), name: z.string().min(1), value: z.string() }),
            z.strictObject({ in: z.enum(['basic_username', 'basic_password']), value: z.string() }),
          ]),
        )
        .min(1)
        .max(5),
    })
    .optional(),
  revocation: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('none'), authorizedAppsUrl: url }),
    z.strictObject({ type: z.literal('rfc7009'), url, authorizedAppsUrl: url }),
  ]),
  developerPortal: z.strictObject({
    url,
    clientIdPattern: regularExpression.default('^.+$'),
    registrationSteps: steps.default(REGISTRATION_STEPS),
    secretRotationSteps: steps.default(SECRET_ROTATION_STEPS),
  }),
})

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp
  } catch {
    return false
  }
}

export type ProviderDefinition = z.infer<typeof providerDefinitionSchema>
