import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { registerAccount } from './account.ts'
import { registerCampaigns } from './campaigns.ts'
import { registerContacts } from './contacts.ts'
import { registerGate } from './gate.ts'
import { registerLists } from './lists.ts'
import { refusals } from './refusal.ts'
import { registerReports } from './reports.ts'

export function registerApi(server: FastifyInstance, world: World): void {
  registerGate(server, world)
  registerAccount(server)
  registerLists(server, world)
  registerContacts(server, world)
  server.register(
    async (campaigns) => {
      registerCampaigns(campaigns, world)
      registerReports(campaigns, world)
    },
    { prefix: '/emailmarketing/campaigns' },
  )
  server.all('/*', () => {
    throw refusals.notFound()
  })
}
