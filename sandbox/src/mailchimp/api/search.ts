import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { List, Member } from '../account-data.ts'
import { describeCampaign } from './campaign.ts'
import { principalOf, dataFor } from './gate.ts'
import { listOf } from './lists.ts'
import { describeMember } from './member.ts'
import { links, select, type PageQuery } from './representation.ts'
import { membersIn } from '../list-members.ts'

const MAX_FOUND = 30

/** `/search-members` and `/search-campaigns`. */
export function registerSearch(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: PageQuery & { query?: string; list_id?: string } }>(
    '/search-members',
    (request) => {
      const { query, list_id } = request.query
      if (!query) throw problems.invalid([{ field: 'query', message: 'This value should not be blank.' }])
      const data = dataFor(world, request)
      const dc = principalOf(request).account.dataCenter
      const lists = list_id ? [listOf(data, list_id)] : Object.values(data.lists)
      const wanted = query.toLowerCase()
      const found = (matches: (member: Member) => boolean): { members: unknown[]; total_items: number } => {
        const pairs = lists.flatMap((list): [Member, List][] =>
          membersIn(list).flatMap((member) => (matches(member) ? [[member, list]] : [])),
        )
        const members = pairs.slice(0, MAX_FOUND).map(([member, list]) => describeMember(member, list, dc))
        return { members, total_items: pairs.length }
      }
      return select(
        {
          exact_matches: found((member) => member.email.toLowerCase() === wanted),
          full_search: found((member) => textOf(member).includes(wanted)),
          _links: links(dc, '/search-members'),
        },
        request.query,
      )
    },
  )

  server.get<{ Querystring: PageQuery & { query?: string } }>('/search-campaigns', (request) => {
    const wanted = (request.query.query ?? '').toLowerCase()
    const data = dataFor(world, request)
    const dc = principalOf(request).account.dataCenter
    const found = Object.values(data.campaigns).filter((campaign) =>
      `${campaign.settings['title']} ${campaign.settings['subject_line']}`.toLowerCase().includes(wanted),
    )
    return select(
      {
        results: found.map((campaign) => ({
          campaign: describeCampaign(campaign, data, dc),
          snippet: campaign.settings['subject_line'],
        })),
        total_items: found.length,
        _links: links(dc, '/search-campaigns'),
      },
      request.query,
    )
  })
}

function textOf(member: Member): string {
  return `${member.email} ${String(member.mergeFields['FNAME'])} ${String(member.mergeFields['LNAME'])}`.toLowerCase()
}
