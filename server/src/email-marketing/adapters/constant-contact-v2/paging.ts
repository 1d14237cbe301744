import { z } from 'zod'
import type { Position } from '../page.ts'
import { maybeText } from '../shapes.ts'

const meta = z.object({ pagination: z.object({ next_link: maybeText }).nullish() }).nullish()

export const paged = <S extends z.ZodType>(item: S) => z.object({ results: z.array(item), meta })

/** The `next` parameter of the relative link; the rest of the link is ignored. */
export function nextOf(page: { meta?: z.output<typeof meta> }): Position {
  const link = page.meta?.pagination?.next_link ?? null
  return link === null ? null : (URL.parse(link, 'https://api.invalid')?.searchParams.get('next') ?? null)
}
