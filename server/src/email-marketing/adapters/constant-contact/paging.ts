import { z } from 'zod'
import type { Position } from '../page.ts'

/** The member of every list with the link to its next page. */
export const links = { _links: z.object({ next: z.object({ href: z.string() }).nullish() }).nullish() }
type Links = z.output<z.ZodObject<typeof links>>

/** The cursor in the relative link; the rest of the link is ignored. */
export function nextOf({ _links }: Links): Position {
  const href = _links?.next?.href
  return href === undefined
    ? null
    : (URL.parse(href, 'https://api.invalid')?.searchParams.get('cursor') ?? null)
}

export const cursorOf = (at: Position): string | undefined => at ?? undefined
