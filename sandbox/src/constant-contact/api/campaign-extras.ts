import type { FastifyInstance, FastifyRequest } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { Json } from '../../is-json.ts'
import type { World } from '../../world.ts'
import { campaignByActivity } from './campaigns.ts'
import { dataFor } from './gate.ts'
import { refusals } from './refusal.ts'

interface One {
  Params: { id: string; resend: string }
}

/** A/B tests and resends to contacts who did not open. They are stored, without an effect on sending. */
export function registerCampaignExtras(server: FastifyInstance, world: World): void {
  const itemsOf = (request: FastifyRequest<One>, name: string): Json[] => {
    const data = dataFor(world, request)
    const { campaign_activity_id: id } = campaignByActivity(data, request.params.id)
    const resources = (data.resources ??= {})
    return (resources[`/emails/activities/${id}/${name}`] ??= [])
  }

  server.get<One>('/emails/activities/:id/abtest', (request) => {
    const [test] = itemsOf(request, 'abtest')
    if (!test) throw refusals.notFound('emails')
    return test
  })
  server.post<One & { Body: Json }>('/emails/activities/:id/abtest', (request, reply) => {
    const { alternative_subject, test_size, winner_wait_duration } = request.body
    const tests = itemsOf(request, 'abtest')
    if (tests.length > 0) throw refusals.conflict('emails', 'The activity has an A/B test.')
    tests.push({ alternative_subject, test_size, winner_wait_duration })
    return reply.code(201).send(tests[0])
  })
  server.delete<One>('/emails/activities/:id/abtest', (request, reply) => {
    if (itemsOf(request, 'abtest').splice(0).length === 0) throw refusals.notFound('emails')
    return reply.code(204).send()
  })

  server.get<One>('/emails/activities/:id/non_opener_resends', (request) =>
    itemsOf(request, 'non_opener_resends'),
  )
  server.post<One & { Body: Json }>('/emails/activities/:id/non_opener_resends', (request, reply) => {
    const { resend_subject, delay_days, delay_minutes } = request.body
    const resend = { resend_subject, delay_days, delay_minutes, resend_request_id: randomUUID() }
    itemsOf(request, 'non_opener_resends').push(resend)
    return reply.code(201).send(resend)
  })
  server.delete<One>('/emails/activities/:id/non_opener_resends/:resend', (request, reply) => {
    const resends = itemsOf(request, 'non_opener_resends')
    const index = resends.findIndex((resend) => resend['resend_request_id'] === request.params.resend)
    if (index === -1) throw refusals.notFound('emails')
    resends.splice(index, 1)
    return reply.code(204).send()
  })
}
