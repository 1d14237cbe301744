import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { applySpecification } from '../../specification/apply-specification.ts'
import { MAILCHIMP_RULES } from '../rules.ts'
import { registerBatches } from './batches.ts'
import { registerCampaignActions } from './campaign-actions.ts'
import { registerCampaigns } from './campaigns.ts'
import { registerGate } from './gate.ts'
import { registerCollections } from '../resources/index.ts'
import { registerListStatistics } from './list-statistics.ts'
import { registerReportExtras } from './report-extras.ts'
import { registerSegmentMembers } from './segment-members.ts'
import { registerLists } from './lists.ts'
import { registerMemberBatch } from './member-batch.ts'
import { registerMembers } from './members.ts'
import { registerMergeFields } from './merge-fields.ts'
import { registerReportDetails } from './report-details.ts'
import { registerReports } from './reports.ts'
import { registerRoot } from './root.ts'
import { registerSearch } from './search.ts'
import { registerSegments } from './segments.ts'
import { registerTags } from './tags.ts'
import { registerTemplates } from './templates.ts'

/** API 3.0 of one data center. */
export function registerApi(server: FastifyInstance, world: World): void {
  registerGate(server, world)
  const answerTheRest = applySpecification(server, MAILCHIMP_RULES)
  registerRoot(server, world)
  registerLists(server, world)
  registerMembers(server, world)
  registerMemberBatch(server, world)
  registerTags(server, world)
  registerSegments(server, world)
  registerMergeFields(server, world)
  registerSearch(server, world)
  registerCampaigns(server, world)
  registerCampaignActions(server, world)
  registerReports(server, world)
  registerReportDetails(server, world)
  registerTemplates(server, world)
  registerBatches(server, world)
  registerListStatistics(server, world)
  registerSegmentMembers(server, world)
  registerReportExtras(server, world)
  registerCollections(server, world)
  answerTheRest()
}
