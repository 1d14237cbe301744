import { idAt } from '../kernel/id.ts'
import type { Places } from './places.ts'

/** The conditions for a time range and a page, newest first. IDs sort by time, so the end of a range is like the end of a page. */
export function timeConditions(
  prefix: string,
  { since, until }: { readonly since?: number | undefined; readonly until?: number | undefined },
  after: string | null,
  { place }: Places,
): string[] {
  const ends = [after, until === undefined ? null : idAt(prefix, until)].filter((end) => end !== null)
  const [end] = ends.toSorted()
  return [
    ...(end === undefined ? [] : [`id < ${place(end)}`]),
    ...(since === undefined ? [] : [`id >= ${place(idAt(prefix, since))}`]),
  ]
}
