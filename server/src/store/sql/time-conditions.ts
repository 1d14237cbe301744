import { idAt } from '../../kernel/id.ts'
import type { StatementParameters } from './parameters.ts'

/** The conditions of a time range and a page, newest first. IDs sort by time, so both are conditions on the ID. */
export function timeConditions(
  prefix: string,
  { since, until }: { readonly since?: number | undefined; readonly until?: number | undefined },
  after: string | null,
  { bind }: StatementParameters,
): string[] {
  const ends = [after, until === undefined ? null : idAt(prefix, until)].filter((end) => end !== null)
  const [end] = ends.toSorted()
  return [
    ...(end === undefined ? [] : [`id < ${bind(end)}`]),
    ...(since === undefined ? [] : [`id >= ${bind(idAt(prefix, since))}`]),
  ]
}
