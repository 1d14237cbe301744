import type { FastifyInstance } from 'fastify'
import { applySpecification } from '../../specification/apply-specification.ts'
import type { World } from '../../world.ts'
import { registerAccount } from './account.ts'
import { registerActivities } from './activities.ts'
import { registerCampaigns } from './campaigns.ts'
import { registerContacts } from './contacts.ts'
import { registerGate } from './gate.ts'
import { registerLists } from './lists.ts'
import { registerReports } from './reports.ts'
import { CONSTANT_CONTACT } from './rules.ts'

export function registerApi(server: FastifyInstance, world: World): void {
  registerGate(server, world)
  const answerTheRest = applySpecification(server, CONSTANT_CONTACT)
  registerAccount(server, world)
  registerLists(server, world)
  registerContacts(server, world)
  registerActivities(server, world)
  registerCampaigns(server, world)
  registerReports(server, world)
  answerTheRest()
}
