import type { FastifyInstance } from 'fastify'
import { readForms } from '../kernel/read-forms.ts'
import type { World } from '../world.ts'
import { registerApi } from './api/index.ts'
import { registerConsolePage } from './console-page.ts'
import { registerLogOn } from './log-on.ts'
import { CONSOLE_HOST, PORTAL_HOST, SERVICES_HOST } from './page-layout.ts'
import { registerPortal } from './portal.ts'
import { registerSignIn } from './sign-in.ts'
import { registerToken } from './token.ts'

/**
 * MailUp, from its REST API pages (help.mailup.com), the authorization code page, and its official samples. JSON only; the XML responses
 * are not simulated.
 */
export async function registerMailup(server: FastifyInstance, world: World): Promise<void> {
  await server.register(
    async (oauth) => {
      readForms(oauth)
      registerLogOn(oauth, world)
      registerToken(oauth, world)
    },
    { prefix: `/${SERVICES_HOST}/Authorization/OAuth` },
  )
  await server.register(async (api) => registerApi(api, world), { prefix: `/${SERVICES_HOST}/API/v1.1/Rest` })
  await server.register(
    async (portal) => {
      readForms(portal)
      const session = registerSignIn(portal, world, PORTAL_HOST)
      await portal.register(async (pages) => registerPortal(pages, world, session))
    },
    { prefix: `/${PORTAL_HOST}` },
  )
  await server.register(
    async (console) => {
      readForms(console)
      registerConsolePage(console, world, registerSignIn(console, world, CONSOLE_HOST))
    },
    { prefix: `/${CONSOLE_HOST}` },
  )
}
