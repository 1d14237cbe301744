import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import type { List, Member, Segment } from '../account-data.ts'
import { problems } from '../problem.ts'
import { dataFor, principalOf } from './gate.ts'
import { listOf } from './lists.ts'
import { describeMember } from './member.ts'
import { links } from './representation.ts'
import { addTo, removeFrom, segmentOf } from './segments.ts'

interface Params {
  listId: string
  segmentId: string
}

/** Members of static segments: added and removed one at a time, or 500 at once. */
export function registerSegmentMembers(server: FastifyInstance, world: World): void {
  server.post<{ Params: Params; Body: { members_to_add?: string[]; members_to_remove?: string[] } }>(
    '/lists/:listId/segments/:segmentId',
    (request) => {
      const { list, segment } = staticSegment(world, request)
      const dc = principalOf(request).account.dataCenter
      const { members_to_add: add = [], members_to_remove: remove = [] } = request.body
      const added = add.map((email) => addTo(list, segment, email))
      const removed = remove.map((email) => removeFrom(list, segment, email))
      const unknown = [
        ...add.filter((_email, index) => !added[index]),
        ...remove.filter((_email, index) => !removed[index]),
      ]
      const describe = (members: (Member | undefined)[]) =>
        members.flatMap((member) => (member ? [describeMember(member, list, dc)] : []))
      return {
        members_added: describe(added),
        members_removed: describe(removed),
        errors:
          unknown.length > 0
            ? [{ email_addresses: unknown, error: 'Email addresses do not exist in the segment or the list' }]
            : [],
        total_added: describe(added).length,
        total_removed: describe(removed).length,
        error_count: unknown.length,
        _links: links(dc, `/lists/${list.id}/segments/${segment.id}`),
      }
    },
  )

  server.post<{ Params: Params; Body: { email_address: string } }>(
    '/lists/:listId/segments/:segmentId/members',
    (request) => {
      const { list, segment } = staticSegment(world, request)
      const member = addTo(list, segment, request.body.email_address)
      if (!member) throw problems.badRequest(`${request.body.email_address} is not a member of the list.`)
      return describeMember(member, list, principalOf(request).account.dataCenter)
    },
  )

  server.delete<{ Params: Params & { member: string } }>(
    '/lists/:listId/segments/:segmentId/members/:member',
    (request, reply) => {
      const { list, segment } = staticSegment(world, request)
      if (!removeFrom(list, segment, request.params.member)) throw problems.notFound()
      return reply.code(204).send()
    },
  )
}

function staticSegment(
  world: World,
  request: Parameters<typeof dataFor>[1] & { params: Params },
): { list: List; segment: Segment } {
  const list = listOf(dataFor(world, request), request.params.listId)
  const segment = segmentOf(list, request.params.segmentId)
  if (segment.type !== 'static')
    throw problems.badRequest('Only static segments have members that can be changed.')
  return { list, segment }
}
