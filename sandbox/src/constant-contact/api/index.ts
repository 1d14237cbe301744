import type { FastifyInstance } from 'fastify'
import { acceptMultipartForms } from '../../multipart-form.ts'
import { applySpecification } from '../../specification/apply-specification.ts'
import type { World } from '../../world.ts'
import { registerAccount } from './account.ts'
import { registerActivities } from './activities.ts'
import { registerCampaignSending } from './campaign-sending.ts'
import { registerCampaigns } from './campaigns.ts'
import { registerContacts } from './contacts.ts'
import { registerCampaignExtras } from './campaign-extras.ts'
import { registerCollections } from './collections.ts'
import { registerContactReports } from './contact-reports.ts'
import { registerGate } from './gate.ts'
import { registerLists } from './lists.ts'
import { registerQuietAreas } from './quiet-areas.ts'
import { registerReports } from './reports.ts'
import { CONSTANT_CONTACT_RULES } from './rules.ts'
import { registerSegments } from './segments.ts'
import { registerTags } from './tags.ts'

export function registerApi(server: FastifyInstance, world: World): void {
  registerGate(server, world)
  acceptMultipartForms(server)
  const answerTheRest = applySpecification(server, CONSTANT_CONTACT_RULES)
  registerAccount(server, world)
  registerLists(server, world)
  registerContacts(server, world)
  registerActivities(server, world)
  registerCampaigns(server, world)
  registerCampaignSending(server, world)
  registerReports(server, world)
  registerQuietAreas(server, world)
  registerSegments(server, world)
  registerTags(server, world)
  registerCampaignExtras(server, world)
  registerContactReports(server, world)
  registerCollections(server, world)
  answerTheRest()
}
