import type { FastifyContextConfig } from 'fastify'

export const SECURITY_SCHEMES = {
  secretKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'llk_…',
    description: 'A secret key of the workspace.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'letterlock.session_token',
    description: 'The sign-in of a user in a browser, for pages of this server only.',
  },
} as const

type Requirement = Readonly<Record<string, string[]>>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which principals the route accepts: `users` are signed in, `none` needs none; by default secret keys and users. */
    principals?: 'users' | 'none'
  }
}

/**
 * Security requirements of an operation (OpenAPI 3.1): one of them is enough; none means that it is open. A secret key's has the scope that
 * it needs.
 */
export function securityOf({ principals, scope }: FastifyContextConfig): Requirement[] {
  if (principals === 'none') return []
  return principals === 'users' ? [{ session: [] }] : [{ secretKey: scope ? [scope] : [] }, { session: [] }]
}
