import type { FastifyInstance } from 'fastify'
import { randomHex } from '../random-values.ts'
import type { PortalSession } from '../kernel/portal-sign-in.ts'
import type { World } from '../world.ts'
import { ADMIN_HOST } from './page-layout.ts'
import { appListPage, appPage, secretPage } from './portal-pages.ts'
import { redirectUriProblem } from './redirect-uri.ts'
import { registerApp, removeApp, type AppFields } from './registered-apps.ts'
import type { App } from './state.ts'

const HOME = `/${ADMIN_HOST}/account/oauth2/`

/** The developer portal, "Registered apps": register, edit, rotate the secret (shown once), delete. */
export function registerPortal(server: FastifyInstance, world: World, session: PortalSession): void {
  server.addHook('onRequest', async (request, reply) => {
    if (session.usernameOf(request) === undefined) await session.toSignIn(request, reply)
  })
  server.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))

  const ownApp = (username: string | undefined, clientId: string): App | undefined => {
    const app = world.mailchimp.apps[clientId]
    return app?.ownerUsername === username ? app : undefined
  }

  server.get('/account/oauth2/', (request, reply) => {
    const username = session.usernameOf(request)
    const apps = Object.values(world.mailchimp.apps).filter((app) => app.ownerUsername === username)
    return reply.type('text/html').send(appListPage(apps))
  })

  server.get('/account/oauth2/new', (_request, reply) => reply.type('text/html').send(appPage({})))

  server.post<{ Body: Record<string, string> }>('/account/oauth2/', (request, reply) => {
    const fields = readFields(request.body)
    const problem = fieldProblem(fields)
    reply.type('text/html')
    if (problem) return reply.code(400).send(appPage({ fields, problem }))
    const app = registerApp(world, session.usernameOf(request) ?? '', fields)
    return reply.send(secretPage('Application created', app))
  })

  server.get<{ Params: { clientId: string } }>('/account/oauth2/:clientId', (request, reply) => {
    const app = ownApp(session.usernameOf(request), request.params.clientId)
    return app ? reply.type('text/html').send(appPage({ app, fields: app })) : reply.redirect(HOME)
  })

  server.post<{ Params: { clientId: string }; Body: Record<string, string> }>(
    '/account/oauth2/:clientId',
    (request, reply) => {
      const app = ownApp(session.usernameOf(request), request.params.clientId)
      if (!app) return reply.redirect(HOME)
      const fields = readFields(request.body)
      const problem = fieldProblem(fields)
      if (problem) return reply.code(400).type('text/html').send(appPage({ app, fields, problem }))
      Object.assign(app, fields)
      return reply.redirect(HOME)
    },
  )

  server.post<{ Params: { clientId: string }; Body: Record<string, string> }>(
    '/account/oauth2/:clientId/rotate',
    (request, reply) => {
      const app = ownApp(session.usernameOf(request), request.params.clientId)
      if (!app) return reply.redirect(HOME)
      reply.type('text/html')
      if (request.body['confirmation'] !== 'ROTATE')
        return reply
          .code(400)
          .send(appPage({ app, fields: app, problem: 'Type ROTATE to rotate the client secret.' }))
      app.clientSecret = randomHex(32)
      return reply.send(secretPage('Client secret rotated', app))
    },
  )

  server.post<{ Params: { clientId: string } }>('/account/oauth2/:clientId/delete', (request, reply) => {
    const app = ownApp(session.usernameOf(request), request.params.clientId)
    if (app) removeApp(world, app.clientId)
    return reply.redirect(HOME)
  })
}

function readFields(body: Record<string, string>): AppFields {
  const field = (name: string): string => (body[name] ?? '').trim()
  return {
    name: field('name'),
    description: field('description'),
    company: field('company'),
    website: field('website'),
    redirectUri: field('redirectUri'),
  }
}

function fieldProblem(fields: AppFields): string | undefined {
  return fields.name ? redirectUriProblem(fields.redirectUri) : 'Please enter a name for your app.'
}
