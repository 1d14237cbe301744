import type { FastifyRequest } from 'fastify'
import { isJson } from '../../is-json.ts'
import type { Context, ListAnswer, ResourceHost } from '../../resources/resource.ts'
import { createRecord } from '../../records.ts'
import type { World } from '../../world.ts'
import { campaignOf } from '../api/campaign.ts'
import { dataFor, principalOf } from '../api/gate.ts'
import { listOf } from '../api/lists.ts'
import { findMember } from '../api/member.ts'
import { links, pageOf, select, timestamp, type PageQuery } from '../api/representation.ts'
import { problems } from '../problem.ts'
import { MAILCHIMP_RULES } from '../rules.ts'

const queryOf = (request: FastifyRequest): PageQuery => request.query as PageQuery

/** The common parts of the collections of the Marketing API: list envelope, `fields`, links. */
export function createHost(world: World): ResourceHost {
  const dataCenterOf = ({ request }: Context): string => principalOf(request).account.dataCenter

  return {
    specification: MAILCHIMP_RULES.specification,
    // The data center.
    baseParameters: ['dc'],
    contextOf: (request) => {
      const data = dataFor(world, request)
      return {
        items: (data.resources ??= createRecord()),
        now: timestamp(world.clock.now().toISOString()),
        params: paramsOf(world, request),
        nextNumber: () => data.nextId++,
        request,
      }
    },
    requireParents: ({ params, request }) => {
      const data = dataFor(world, request)
      const { list_id: list, subscriber_hash: member, campaign_id: campaign } = params
      if (list !== undefined) listOf(data, list)
      if (list !== undefined && member !== undefined && !findMember(listOf(data, list), member))
        throw problems.notFound()
      if (campaign !== undefined) campaignOf(data, campaign)
    },
    notFound: problems.notFound,
    exists: ({ idMember = 'id' }, item) =>
      problems.badRequest(`A resource with the ${idMember} ${String(item[idMember])} already exists.`),
    decorate: (context, item, path) => ({ ...item, _links: links(dataCenterOf(context), path) }),
    listAnswer: (context, { member, items, path, fill }: ListAnswer) => {
      const query = queryOf(context.request)
      const body = {
        [member]: pageOf(items, query),
        total_items: items.length,
        _links: links(dataCenterOf(context), path),
      }
      return select(fill(body), query)
    },
    itemAnswer: ({ request }, item) => select(item, queryOf(request)),
  }
}

/** The parameters of the path. A member is always identified by the hash of its address. */
function paramsOf(world: World, request: FastifyRequest): Record<string, string> {
  const params: Record<string, string> = {}
  if (!isJson(request.params)) return params
  for (const [name, value] of Object.entries(request.params))
    if (typeof value === 'string') params[name] = value
  const list = dataFor(world, request).lists[params['list_id'] ?? '']
  const member = list && findMember(list, params['subscriber_hash'] ?? '')
  return { ...params, ...(member && { subscriber_hash: member.hash }) }
}
