import { z } from 'zod'
import { defineProvider } from './define-provider.ts'
import type { RequiredPermission, CallRule, Provider } from './provider.ts'

/*
 * A platform as an operator's own file describes it: the fields of `core/provider.ts` that data can say, and names of
 * members where our own files have functions. `docs/adding-a-provider.md` explains them.
 */

const url = z.url({ protocol: /^https$/, error: 'must be an https address' })
const path = z.string().regex(/^\//, 'must begin with a slash')
const name = z.string().min(1).max(100)

const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/
const needs = [
  'none',
  'send',
  'all.read',
  'audiences:read',
  'audiences:write',
  'campaigns:read',
  'campaigns:write',
  'reports:read',
  'reports:write',
] as const satisfies readonly RequiredPermission[]

/** A member of an answer; `a.b` is the member `b` of the member `a`. */
const member = z.string().regex(/^[^.]+(\.[^.]+)*$/, 'must name a member, such as "account.id"')

export const definitionSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words with dashes')
    .max(40),
  name,
  docs: url,
  hosts: z.array(z.string().regex(HOST, 'must be a host, or *. and a host')).min(1),
  authorize: z.strictObject({
    url,
    pkce: z.enum(['S256', 'none']).default('S256'),
    scopes: z.array(z.string().min(1)).default([]),
    scopeSeparator: z.string().min(1).optional(),
    scopesOf: z
      .partialRecord(z.enum(['none', 'audiences', 'campaigns', 'reports']), z.array(z.string().min(1)))
      .optional(),
    issuer: url.optional(),
    issuerOnRedirect: z.enum(['required', 'optional', 'absent']).optional(),
    deviceUrl: url.optional(),
  }),
  token: z.strictObject({
    url,
    clientAuthentication: z
      .enum(['client_secret_basic', 'client_secret_post'])
      .default('client_secret_basic'),
    refresh: z.enum(['never', 'static', 'rotating']),
    defaultAccessTokenLifetimeSeconds: z.union([z.int().positive(), z.literal('never')]).optional(),
    introspectionUrl: url.optional(),
    maxConcurrentRefreshes: z.int().positive().optional(),
    maxRefreshesPerSecond: z.int().positive().optional(),
    invalidGrantErrors: z.array(z.string()).optional(),
    assumeBearer: z.boolean().optional(),
    previousStaysValid: z.boolean().optional(),
  }),
  identify: z.strictObject({
    apiBaseUrl: url,
    path,
    id: member,
    name: member.optional(),
    email: member.optional(),
  }),
  api: z.strictObject({
    authorizationScheme: z.string().min(1).default('Bearer'),
    examplePath: path,
    checkPath: path,
    unauthorizedStatus: z.int().min(400).max(499).default(401),
    clientIdParameter: z.string().min(1).optional(),
    errorInSuccess: z.strictObject({ member, dead: z.array(z.string().min(1)).optional() }).optional(),
    requestHeaders: z.array(z.string()).optional(),
    limitScope: z.enum(['per_account', 'per_app']).default('per_account'),
    maxConcurrentCalls: z.int().positive().default(10),
    maxCallsPerSecond: z.int().positive().optional(),
    timeoutSeconds: z.int().positive().max(600).default(60),
    calls: z.array(z.tuple([z.string().min(1), path, z.enum(needs)])).default([]),
  }),
  revocation: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('by_user'), pageUrl: url }),
    z.strictObject({ kind: z.literal('rfc7009'), url, pageUrl: url }),
  ]),
  developerPortal: z.strictObject({
    url,
    clientIdPattern: z.string().default('^.+$'),
    register: z
      .array(z.string().max(400))
      .max(12)
      .default([
        'Register an application of the kind “web”.',
        'As redirect address give {redirectUri}, to the letter.',
        'Copy its client id and client secret.',
      ]),
    rotate: z.string().max(400).default('Ask for a new client secret at the application, and put it here.'),
  }),
})

export type Definition = z.infer<typeof definitionSchema>

/** What is wrong with a definition: the file, the field and what it should be. */
export class ProviderDefinitionError extends Error {
  override readonly name = 'ProviderDefinitionError'
}

/** @throws DefinitionError */
export function readDefinition(file: string, given: unknown): Provider {
  const { data, error } = definitionSchema.safeParse(given)
  if (!data) {
    const problems = error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'the definition'}: ${message}`,
    )
    throw new ProviderDefinitionError(`${file}: ${problems.join('; ')}`)
  }
  try {
    return defineProvider(toProvider(data))
  } catch (cause) {
    throw new ProviderDefinitionError(`${file}: ${(cause as Error).message}`, { cause })
  }
}

function toProvider({
  identify,
  token,
  hosts,
  developerPortal,
  authorize,
  api,
  ...rest
}: Definition): Provider {
  const { errorInSuccess, ...calling } = api
  const { apiBaseUrl, path, ...members } = identify
  return {
    ...rest,
    hosts: hosts.map((host) => (host.startsWith('*.') ? wildcard(host) : host)),
    authorize: withoutUndefined(authorize),
    token: withoutUndefined(token),
    identify: {
      place: { apiBaseUrl: apiBaseUrl.replace(/\/$/, ''), dataCenter: null },
      path,
      read: (body) => readAccount(body, rest.name, members),
    },
    api: {
      ...withoutUndefined(calling),
      ...(errorInSuccess && { errorInSuccess: withoutUndefined(errorInSuccess) }),
      calls: api.calls satisfies readonly CallRule[],
    },
    developerPortal: { ...developerPortal, clientIdPattern: new RegExp(developerPortal.clientIdPattern) },
  }
}

/** One level below the host, and no more. */
function wildcard(host: string): RegExp {
  return new RegExp(`^[a-z0-9-]+\\.${host.slice(2).replaceAll('.', String.raw`\.`)}$`)
}

function readAccount(
  body: Record<string, unknown>,
  provider: string,
  { id, name, email }: { id: string; name?: string | undefined; email?: string | undefined },
) {
  const found = textAt(body, id)
  if (found === null) throw new TypeError(`no ${id}`)
  return {
    id: found,
    name: (name && textAt(body, name)) || `${provider} account ${found}`,
    email: email === undefined ? null : textAt(body, email),
  }
}

function textAt(body: unknown, member: string): string | null {
  let value: unknown = body
  for (const name of member.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null
}

/** `exactOptionalPropertyTypes`: what is absent is left out. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
