import type { FastifyInstance } from 'fastify'
import { applySpecification } from '../../specification/apply-specification.ts'
import type { World } from '../../world.ts'
import { registerAccount } from './account.ts'
import { registerBulkActivities } from './bulk-activities.ts'
import { registerContactTracking } from './contact-tracking.ts'
import { registerCampaigns } from './campaigns.ts'
import { registerContacts } from './contacts.ts'
import { registerGate } from './gate.ts'
import { registerLibrary } from './library.ts'
import { registerLists } from './lists.ts'
import { registerReports } from './reports.ts'
import { CONSTANT_CONTACT_V2_RULES } from './rules.ts'

export function registerApi(server: FastifyInstance, world: World): void {
  registerGate(server, world)
  const answerTheRest = applySpecification(server, CONSTANT_CONTACT_V2_RULES)
  registerAccount(server, world)
  registerLists(server, world)
  registerContacts(server, world)
  registerContactTracking(server, world)
  server.register(async (activities) => registerBulkActivities(activities, world))
  server.register(async (library) => registerLibrary(library, world))
  server.register(
    async (campaigns) => {
      registerCampaigns(campaigns, world)
      registerReports(campaigns, world)
    },
    { prefix: '/emailmarketing/campaigns' },
  )
  answerTheRest()
}
