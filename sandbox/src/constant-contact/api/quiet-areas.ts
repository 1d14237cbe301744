import type { FastifyInstance } from 'fastify'
import type { Json } from '../../is-json.ts'
import type { World } from '../../world.ts'
import { campaignByActivity } from './campaigns.ts'
import { dataFor } from './gate.ts'
import { refusals } from './refusal.ts'

const LANDING_PAGE_REPORTS = ['clicks', 'opens', 'updates', 'adds', 'sms_optins'].map(
  (kind) => `p_unique_contact_${kind}`,
)

/** Areas without data in the sandbox: text messages, landing pages, social networks. */
export function registerQuietAreas(server: FastifyInstance, world: World): void {
  server.get('/reports/summary_reports/sms_campaign_summaries', () => ({
    bulk_sms_campaign_summaries: [],
    aggregate_percents: { deliver: 0, click: 0, bounce: 0, unsubscribe: 0 },
    _links: {},
  }))
  for (const name of [...LANDING_PAGE_REPORTS, 'p_contact_opens'])
    server.get<{ Params: { id: string } }>(
      `/reports/landing_pages/campaign_details/:id/${name}`,
      (request) => {
        campaignByActivity(dataFor(world, request), request.params.id)
        return { tracking_activities: [], _links: {} }
      },
    )
  server.get('/social/profiles', () => [])
  server.get('/social/connections', () => ({ connections: [] }))
  server.get('/social/hashtags/groups', () => ({
    hashtag_groups: [],
    page: { page: 0, size: 0, total_elements: 0, total_pages: 0 },
    _links: {},
  }))
  registerPartnerWebhooks(server, world)
}

const TOPICS: readonly Json[] = [
  {
    topic_id: 1,
    topic_name: 'account.billing_tier_exceeded',
    topic_description: 'More contacts than the tier has',
  },
  { topic_id: 2, topic_name: 'account.cancelled', topic_description: 'An account was cancelled' },
]

interface OfTopic {
  Params: { topic: string }
}

/** Webhooks of partners. URLs are stored; nothing is delivered, because accounts of the sandbox have no such events. */
function registerPartnerWebhooks(server: FastifyInstance, world: World): void {
  const path = '/partner/webhooks/subscriptions'
  const topicsOf = (request: Parameters<typeof dataFor>[1]): Json[] => {
    const resources = (dataFor(world, request).resources ??= {})
    return (resources[path] ??= TOPICS.map((topic) => ({ ...topic, hook_uri: '' })))
  }
  const topicOf = (request: Parameters<typeof dataFor>[1] & { params: OfTopic['Params'] }): Json => {
    const topic = topicsOf(request).find(({ topic_id: id }) => String(id) === request.params.topic)
    if (!topic) throw refusals.notFound('partner')
    return topic
  }
  server.get(path, (request) => topicsOf(request))
  server.get<OfTopic>(`${path}/:topic`, (request) => topicOf(request))
  server.put<OfTopic & { Body: { hook_uri?: string } }>(`${path}/:topic`, (request) => {
    const topic = topicOf(request)
    topic['hook_uri'] = request.body.hook_uri ?? ''
    return { topic_id: topic['topic_id'], hook_uri: topic['hook_uri'] }
  })
  server.delete<OfTopic>(`${path}/:topic`, (request, reply) => {
    topicOf(request)['hook_uri'] = ''
    return reply.code(204).send()
  })
  server.post<OfTopic>(`${path}/:topic/tests`, (request, reply) => reply.code(201).send(topicOf(request)))
}
