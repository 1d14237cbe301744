import type { FastifyInstance } from 'fastify'
import type { World } from '../world.ts'
import { applySpecification } from '../specification/apply-specification.ts'
import { MAILCHIMP_RULES } from './rules.ts'
import { registerBatches } from './api/batches.ts'
import { registerCampaignActions } from './api/campaign-actions.ts'
import { registerCampaigns } from './api/campaigns.ts'
import { registerGate } from './api/gate.ts'
import { registerCollections } from './resources/index.ts'
import { registerListStatistics } from './api/list-statistics.ts'
import { registerReportExtras } from './api/report-extras.ts'
import { registerSegmentMembers } from './api/segment-members.ts'
import { registerLists } from './api/lists.ts'
import { registerMemberBatch } from './api/member-batch.ts'
import { registerMembers } from './api/members.ts'
import { registerMergeFields } from './api/merge-fields.ts'
import { registerReportDetails } from './api/report-details.ts'
import { registerReports } from './api/reports.ts'
import { registerRoot } from './api/root.ts'
import { registerSearch } from './api/search.ts'
import { registerSegments } from './api/segments.ts'
import { registerTags } from './api/tags.ts'
import { registerTemplates } from './api/templates.ts'

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
