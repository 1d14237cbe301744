import type { FastifyInstance } from 'fastify'
import { readForms } from '../kernel/read-forms.ts'
import type { World } from '../world.ts'
import { registerApi } from './api/index.ts'
import { registerAuthorize } from './authorize.ts'
import { registerActivate } from './device.ts'
import { API_HOST, AUTHZ_HOST, PORTAL_HOST } from './page-layout.ts'
import { registerPortal } from './portal.ts'
import { registerToken } from './token.ts'

/** Constant Contact API v3, from its API specification 3.0.178 and its OAuth guides. */
export async function registerConstantContact(server: FastifyInstance, world: World): Promise<void> {
  await server.register(
    async (oauth) => {
      readForms(oauth)
      registerAuthorize(oauth, world)
      registerToken(oauth, world)
    },
    { prefix: `/${AUTHZ_HOST}/oauth2/default/v1` },
  )
  await server.register(
    async (activate) => {
      readForms(activate)
      registerActivate(activate, world)
    },
    { prefix: `/${AUTHZ_HOST}` },
  )
  await server.register(
    async (portal) => {
      readForms(portal)
      registerPortal(portal, world)
    },
    { prefix: `/${PORTAL_HOST}` },
  )
  await server.register(async (api) => registerApi(api, world), { prefix: `/${API_HOST}/v3` })
}
