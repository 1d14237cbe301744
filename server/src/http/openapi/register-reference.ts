import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { forReference } from './for-reference.ts'
import { sendStatic, staticDocument, type StaticDocument } from './static-document.ts'

const LOGO = {
  type: 'image/svg+xml',
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" width="150" height="40"><text x="4" y="27" font-family="system-ui,sans-serif" font-size="22" font-weight="700" fill="#fff">Letterlock</text></svg>',
}

/** Of the reference at `/docs`. The one style that is not in a file is that of Swagger UI’s own logo. */
const REFERENCE_POLICY = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': ["'self'", "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"],
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
}

/** The reference at `/docs`. It needs the description that `@fastify/swagger` makes. */
export async function registerReference(server: FastifyInstance): Promise<void> {
  const documents: Readonly<Record<string, StaticDocument>> = {
    '/docs/json': staticDocument('application/json; charset=utf-8', () =>
      JSON.stringify(forReference({ ...server.swagger() })),
    ),
    '/docs/yaml': staticDocument('application/yaml', () => server.swagger({ yaml: true })),
  }
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: REFERENCE_POLICY,
    // Otherwise it writes both anew for every request, which takes a second for the YAML.
    uiHooks: {
      onRequest(request, reply, done) {
        const document = documents[request.routeOptions.url ?? '']
        if (document) void sendStatic(reply, document)
        else done()
      },
    },
    // Closed: a page of some two hundred open operations takes a browser many seconds.
    uiConfig: { docExpansion: 'none', defaultModelsExpandDepth: -1, filter: true },
    logo: LOGO,
    theme: { title: 'Letterlock API' },
  })
}
