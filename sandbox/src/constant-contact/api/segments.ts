import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import type { AccountData, Segment } from '../account-data.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'

interface One {
  Params: { id: string }
}

interface SegmentBody {
  name: string
  segment_criteria: string
}

const STANDARD_CRITERIA = '{"version":"1.0.0","criteria":{"type":"and","group":[]}}'

const summarize = ({ segment_id, name, created_at, editedAt }: Segment) => ({
  segment_id,
  name,
  created_at,
  edited_at: editedAt ?? created_at,
})
const represent = (segment: Segment) => ({
  ...summarize(segment),
  segment_criteria: segment.criteria ?? STANDARD_CRITERIA,
})

/** @throws Refusal 404 */
function segmentOf({ segments }: AccountData, id: string): Segment {
  const segment = segments.find(({ segment_id }) => String(segment_id) === id)
  if (!segment) throw refusals.notFound('segments')
  return segment
}

/** Segments. Criteria are stored, not evaluated: the sample segments have the contacts with a tag, new segments are empty. */
export function registerSegments(server: FastifyInstance, world: World): void {
  const now = (): string => world.clock.now().toISOString()
  server.get<{ Querystring: { sort_by?: string } }>('/segments', (request) => {
    const all = dataFor(world, request).segments
    const byName = request.query.sort_by === 'name'
    const sorted = all.toSorted((a, b) =>
      byName ? a.name.localeCompare(b.name) : b.created_at.localeCompare(a.created_at),
    )
    const { items, _links } = pageOf(request, sorted, { standard: 1000, most: 1000 })
    return { segments: items.map(summarize), _links }
  })
  server.post<{ Body: SegmentBody }>('/segments', (request, reply) => {
    const { segments } = dataFor(world, request)
    const { name, segment_criteria: criteria } = request.body
    requireFreeName(segments, name)
    const segment_id = Math.max(100, ...segments.map((segment) => segment.segment_id)) + 1
    const segment: Segment = { segment_id, name, criteria, created_at: now(), tag: '', computed: false }
    segments.push(segment)
    return reply.code(201).send(represent(segment))
  })
  server.get<One>('/segments/:id', (request) =>
    represent(segmentOf(dataFor(world, request), request.params.id)),
  )
  const change = (
    data: AccountData,
    id: string,
    { name, segment_criteria: criteria }: Partial<SegmentBody>,
  ) => {
    const segment = segmentOf(data, id)
    if (name !== undefined && name !== segment.name) requireFreeName(data.segments, name)
    Object.assign(segment, {
      name: name ?? segment.name,
      editedAt: now(),
      ...(criteria !== undefined && { criteria }),
    })
    return represent(segment)
  }
  server.put<One & { Body: SegmentBody }>('/segments/:id', (request) =>
    change(dataFor(world, request), request.params.id, request.body),
  )
  server.patch<One & { Body: { name: string } }>('/segments/:id/name', (request) =>
    change(dataFor(world, request), request.params.id, { name: request.body.name }),
  )
  server.delete<One>('/segments/:id', (request, reply) => {
    const data = dataFor(world, request)
    const segment = segmentOf(data, request.params.id)
    data.segments = data.segments.filter((other) => other !== segment)
    return reply.code(204).send()
  })
}

function requireFreeName(segments: readonly Segment[], name: string): void {
  if (segments.some((segment) => segment.name === name))
    throw refusals.conflict('segments', 'The name is in use.')
}
