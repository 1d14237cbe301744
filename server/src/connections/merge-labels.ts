import { invalidRequest } from '../kernel/errors.ts'
import { MAX_LABELS } from '../kernel/limits.ts'
import type { Labels } from './connection.ts'

/** New values by name; null removes a label. */
export type LabelChanges = Readonly<Record<string, string | null>>

/**
 * Changes labels; those that are not named stay. The result is ordered by name.
 * @throws ProblemError invalid_request
 */
export function mergeLabels(labels: Labels, changes: LabelChanges): Labels {
  const merged = Object.entries({ ...labels, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  )
  if (merged.length > MAX_LABELS)
    throw invalidRequest({ pointer: '/labels', detail: `A connection has at most ${MAX_LABELS} labels.` })
  return inOrder(merged)
}

/** Adds labels up to the limit, and drops the rest: the end user has already consented, so a connection must not fail because of labels. */
export function addLabels(labels: Labels, added: Labels): Labels {
  const known = Object.entries({ ...labels, ...pick(added, (name) => name in labels) })
  const fresh = Object.entries(pick(added, (name) => !(name in labels)))
  return inOrder([...known, ...fresh].slice(0, Math.max(MAX_LABELS, known.length)))
}

const pick = (labels: Labels, wants: (name: string) => boolean): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => wants(name)))

const inOrder = (entries: readonly (readonly [string, string])[]): Labels =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
