import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { registerAccount } from './account.ts'
import { registerActivities } from './activities.ts'
import { registerCampaigns } from './campaigns.ts'
import { registerContacts } from './contacts.ts'
import { registerGate } from './gate.ts'
import { registerLists } from './lists.ts'
import { refusals } from './refusal.ts'
import { registerReports } from './reports.ts'

export function registerApi(server: FastifyInstance, world: World): void {
  registerGate(server, world)
  registerAccount(server, world)
  registerLists(server, world)
  registerContacts(server, world)
  registerActivities(server, world)
  registerCampaigns(server, world)
  registerReports(server, world)
  server.all('/*', () => {
    throw refusals.notFound('resource')
  })
}
