import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { Problem, problems } from '../problem.ts'
import type { List } from '../account-data.ts'
import { deliver, eventsOfChange, type ListEvent } from '../webhook-deliveries.ts'
import { principalOf, dataFor } from './gate.ts'
import { listOf } from './lists.ts'
import {
  changeMember,
  createMember,
  describeMember,
  findMember,
  setTag,
  tagNames,
  type MemberBody,
} from './member.ts'
import { links } from './representation.ts'

interface BatchBody {
  members?: MemberBody[]
  sync_tags?: boolean
  update_existing?: boolean
}

const MAX_MEMBERS = 500

/** `POST /lists/{id}`: up to 500 members, each validated on its own. */
export function registerMemberBatch(server: FastifyInstance, world: World): void {
  server.post<{ Params: { listId: string }; Body: BatchBody }>('/lists/:listId', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const dc = principalOf(request).account.dataCenter
    const { members, update_existing = false } = request.body
    if (!members) throw problems.invalid([{ field: 'members', message: 'This value should not be blank.' }])
    if (members.length > MAX_MEMBERS)
      throw problems.invalid([
        { field: 'members', message: `This collection should contain ${MAX_MEMBERS} elements or less.` },
      ])
    const created: unknown[] = []
    const updated: unknown[] = []
    const errors: unknown[] = []
    for (const body of members) {
      try {
        const existing = findMember(list, body.email_address ?? '')
        const put = update_existing && existing && existing.status !== 'archived'
        const now = world.clock.now().toISOString()
        const before = existing && { email: existing.email, status: existing.status }
        const member = put ? changeMember(list, existing, body, now) : createMember(list, body, now)
        const events: ListEvent[] =
          put && before
            ? eventsOfChange(before, member)
            : eventsOfChange({ email: member.email, status: 'archived' }, member)
        for (const event of events) deliver(world, dataFor(world, request), list, event)
        if (put) applyTags(list, member, body, request.body.sync_tags ?? false, now)
        ;(put ? updated : created).push(describeMember(member, list, dc))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        errors.push(describeError(body, error))
      }
    }
    return {
      new_members: created,
      updated_members: updated,
      errors,
      total_created: created.length,
      total_updated: updated.length,
      error_count: errors.length,
      _links: links(dc, `/lists/${list.id}`),
    }
  })
}

function applyTags(
  list: List,
  member: List['members'][string],
  body: MemberBody,
  sync: boolean,
  now: string,
): void {
  if (!body.tags) return
  if (sync) member.tags = []
  for (const name of tagNames(body.tags)) setTag(list, member, name, true, now)
}

function describeError(body: MemberBody, problem: Problem): Record<string, string> {
  const code = problem.title === 'Member Exists' ? 'ERROR_CONTACT_EXISTS' : 'ERROR_GENERIC'
  return {
    email_address: body.email_address ?? '',
    error: problem.detail,
    error_code: code,
    field: problem.errors?.[0]?.field ?? '',
    field_message: problem.errors?.[0]?.message ?? '',
  }
}
