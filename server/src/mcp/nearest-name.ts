/** What other programs' tools call what ours call otherwise. */
const SAID_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  page: ['cursor'],
  offset: ['cursor'],
  query: ['words'],
  search: ['words'],
  email: ['contact', 'words', 'to'],
  account: ['connection'],
  list: ['audience'],
  count: ['limit'],
  size: ['limit'],
  date: ['sendAt'],
  time: ['sendAt'],
  content: ['html'],
  body: ['html'],
  title: ['name', 'subject'],
  tags: ['add'],
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]|ids?$/g, '')

/** The one of these names that was most probably meant; undefined when none is near. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  const wanted = plain(given)
  const said = SAID_ELSEWHERE[wanted]?.find((name) => known.includes(name))
  if (said !== undefined) return said
  const [nearest] = known
    .map((name) => ({ name, far: distance(wanted, plain(name)) }))
    .filter(({ name, far }) => far <= 2 || (wanted.length > 3 && holds(wanted, plain(name))))
    .toSorted((a, b) => a.far - b.far)
  return nearest?.name
}

const holds = (one: string, other: string): boolean =>
  other.length > 1 && (one.includes(other) || other.includes(one))

/** How many letters are to be put in, taken out or changed (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 0; i < one.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < other.length; j++)
      next.push(
        Math.min((row[j] ?? 0) + Number(one[i] !== other[j]), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      )
    row = next
  }
  return row.at(-1) ?? 0
}
