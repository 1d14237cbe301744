import type { FastifyInstance } from 'fastify'
import { readForms } from '../kernel/read-forms.ts'
import type { World } from '../world.ts'
import { registerApi } from './api/index.ts'
import { registerAuthorize } from './authorize.ts'
import { API_HOST, OAUTH_HOST, PORTAL_HOST } from './page-layout.ts'
import { registerMigrations } from './migrate.ts'
import { registerPortal } from './portal.ts'
import { registerToken } from './token.ts'

/** Constant Contact API v2, from its OAuth guide and its official libraries. Users and accounts are those of v3. */
export async function registerConstantContactV2(server: FastifyInstance, world: World): Promise<void> {
  await server.register(
    async (oauth) => {
      readForms(oauth)
      registerToken(oauth, world)
      registerMigrations(oauth, world)
      await oauth.register(async (pages) => registerAuthorize(pages, world), { prefix: '/oauth/siteowner' })
    },
    { prefix: `/${OAUTH_HOST}/oauth2` },
  )
  await server.register(
    async (portal) => {
      readForms(portal)
      registerPortal(portal, world)
    },
    { prefix: `/${PORTAL_HOST}` },
  )
  await server.register(async (api) => registerApi(api, world), { prefix: `/${API_HOST}/v2` })
}
