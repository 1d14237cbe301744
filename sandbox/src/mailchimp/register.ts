import type { FastifyInstance } from 'fastify'
import { readForms } from '../kernel/read-forms.ts'
import type { World } from '../world.ts'
import { registerAccountPage } from './account-page.ts'
import { registerBatchResults } from './api/batches.ts'
import { registerApi } from './register-api.ts'
import { registerAuthorize } from './authorize.ts'
import { ADMIN_HOST, LOGIN_HOST, RESULTS_HOST } from './page-layout.ts'
import { registerMetadata } from './metadata.ts'
import { registerPortal } from './portal.ts'
import { registerSignIn } from './sign-in.ts'
import { registerToken } from './token.ts'

/**
 * Mailchimp, from its guides ("Access Data on Behalf of Other Users with OAuth 2", "How to Use OAuth2"),
 * its API specification 3.0.55 and recorded traffic.
 */
export async function registerMailchimp(server: FastifyInstance, world: World): Promise<void> {
  await server.register(
    async (login) => {
      readForms(login)
      registerAuthorize(login, world)
      registerToken(login, world)
      registerMetadata(login, world)
    },
    { prefix: `/${LOGIN_HOST}` },
  )
  await server.register(
    async (admin) => {
      readForms(admin)
      const session = registerSignIn(admin, world)
      await admin.register(async (account) => registerAccountPage(account, world, session))
      await admin.register(async (portal) => registerPortal(portal, world, session))
    },
    { prefix: `/${ADMIN_HOST}` },
  )
  await server.register(async (storage) => registerBatchResults(storage, world), {
    prefix: `/${RESULTS_HOST}`,
  })
  await server.register(async (api) => registerApi(api, world), {
    prefix: '/:dc(^[a-z]{2,4}\\d{1,3}).api.mailchimp.com/3.0',
  })
}
