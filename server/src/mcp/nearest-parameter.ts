import { editDistance, MAX_COMPARED_LENGTH } from '../kernel/edit-distance.ts'

/** Names that other tools use for these parameters. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    page: ['cursor'],
    offset: ['cursor'],
    query: ['search'],
    words: ['search'],
    email: ['contact', 'search', 'to'],
    detail: ['responseFormat'],
    format: ['responseFormat'],
    platform: ['provider'],
    account: ['connection'],
    list: ['audience'],
    count: ['limit'],
    size: ['limit'],
    date: ['scheduledAt'],
    time: ['scheduledAt'],
    sendat: ['scheduledAt'],
    content: ['html'],
    body: ['html'],
    title: ['name', 'subject'],
    tags: ['add'],
  }),
)

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]|ids?$/g, '')

const folded = (name: string): string => plain(name).replace(/s$/, '')

/** The parameter that another spelling of its name means (`campaign_id`, `campaignId`, `Campaign`); undefined for none or several. */
export function sameParameter(given: string, known: readonly string[]): string | undefined {
  if (given.length > MAX_COMPARED_LENGTH) return undefined
  const wanted = folded(given)
  const [match, ...others] = known.filter((name) => folded(name) === wanted)
  return others.length === 0 ? match : undefined
}

/** The known name that was probably meant; undefined if none is close. */
export function nearestParameter(given: string, known: readonly string[]): string | undefined {
  if (given.length > MAX_COMPARED_LENGTH) return undefined
  const wanted = plain(given)
  const synonym = SYNONYMS.get(wanted)?.find((name) => known.includes(name))
  if (synonym !== undefined) return synonym
  const [nearest] = known
    .map((name) => ({ name, far: editDistance(wanted, plain(name)) }))
    .filter(({ name, far }) => far <= 2 || (wanted.length > 3 && holds(wanted, plain(name))))
    .toSorted((a, b) => a.far - b.far)
  return nearest?.name
}

const holds = (one: string, other: string): boolean =>
  other.length > 1 && (one.includes(other) || other.includes(one))
