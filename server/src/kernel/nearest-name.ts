import { editDistance } from './edit-distance.ts'

/** The known name that is most similar to the given one; undefined if more than a third of its letters, or four, differ. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  const maxChanges = Math.min(4, Math.floor(given.length / 3))
  const [best] = known
    .map((name) => ({ name, changes: editDistance(given, name) }))
    .filter(({ changes }) => changes <= maxChanges)
    .toSorted((a, b) => a.changes - b.changes)
  return best?.name
}
