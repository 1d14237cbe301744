import { z } from 'zod'
import type { DefinedSegment, Targeting } from '../campaign-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { integerId, maybeTime } from '../shapes.ts'
import { orUndefined } from '../writing.ts'
import { NO_LINKS } from './paging.ts'
import { segmentPath } from './segments.ts'

const definition = z.object({
  id: integerId,
  name: z.string(),
  type: z.string(),
  updated_at: maybeTime,
  options: z.unknown().optional(),
})

const withConditions = z.object({ options: z.object({ conditions: z.array(z.unknown()) }) })

/** A tag is a static segment. */
const tagCondition = z.object({ field: z.literal('static_segment'), value: integerId })

function tagIdsIn(body: unknown): string[] {
  const conditions = withConditions.safeParse(body).data?.options.conditions ?? []
  return conditions.flatMap((condition) => tagCondition.safeParse(condition).data?.value ?? [])
}

const read = (api: ProviderApi, audience: string, id: string): Promise<z.output<typeof definition>> =>
  api.get(segmentPath(audience, id), definition, NO_LINKS)

export const targeting: Targeting = {
  segmentsAre: 'parts',

  async definedSegments(api, { audienceIds: [audience = ''], segmentIds }) {
    const all: DefinedSegment[] = []
    for (const id of segmentIds) {
      const found = await orUndefined(read(api, audience, id))
      if (!found) continue
      const tags = found.type === 'static' ? [found.name] : []
      const parts = tagIdsIn(found)
      for (const part of parts) {
        const tag = await orUndefined(read(api, audience, part))
        if (tag) tags.push(tag.name)
      }
      const { name, type, updated_at, options } = found
      all.push({ id, name, tags, parts, definition: { type, updated_at, options } })
    }
    return all
  },
}
