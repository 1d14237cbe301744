import { pathPattern } from '../../providers/path-pattern.ts'

/**
 * What a forwarded write can change of a campaign that waits for approval or is scheduled.
 * - `none`: nothing.
 * - `deferred`: nothing that was approved, but the recipients while a campaign is being sent: it is admitted afterwards.
 * - `membership`: the contacts of a segment.
 * - `tags`: the contacts with a tag.
 * - `segment`, `campaign`, `audience`: the named one; of an audience, what its emails show.
 * - `field`: what emails of the audience show of a field, and the segments that depend on it.
 */
export type WriteEffect =
  | 'none'
  | 'deferred'
  | 'membership'
  | 'tags'
  | 'segment'
  | 'campaign'
  | 'audience'
  | 'field'
  | 'anything'

export interface Change {
  readonly effect: WriteEffect
  /** IDs of what is changed, or the names of tags; null if it can be any. */
  readonly ids: readonly string[] | null
  /** For a membership: the contact, if the body names all of its lists. The lists that it is already in do not change. */
  readonly contact?: string
  /** For a field: the merge tags that show it; absent if any can. */
  readonly shownBy?: RegExp
  /** If the body could be more precise: a sentence that tells the client how. */
  readonly howToRead?: string
}

/** The change of a write that only stops sending to its contacts: it is never rejected, and waits for no sending. */
export const TAKES_OUT: readonly Change[] = [{ effect: 'none', ids: null }]

/**
 * Reads the changes of a write from its body; null if the body does not say.
 * @param body any JSON value
 * @param ids of the path
 * @param contact of the path
 */
export type ReadBody = (body: unknown, ids: Change['ids'], contact?: string) => readonly Change[] | null

/**
 * Methods and path as in a permission rule. `:id` matches one path segment and is the ID of what is changed; several are joined by hyphens.
 * `:contact` matches one segment too, and is a contact. If a body can say more than the path, `inBody` reads it; `shownBy` applies if there
 * is none, or it does not say. The first match applies. A write without a rule can change anything.
 */
export type WriteRule = readonly [
  methods: string,
  path: string,
  effect: WriteEffect,
  inBody?: ReadBody | null,
  shownBy?: Change['shownBy'],
]

export interface WrittenBody {
  /** Any JSON value; undefined if there is none, or it is not read. */
  readonly body?: unknown
  /** See `Change`. */
  readonly howToRead?: string
}

/** What the method and path of a forwarded write show. */
export interface KnownWrite {
  readonly effect: WriteEffect
  /** null if the path contains none. */
  readonly id: string | null
  /** undefined if the path contains none. */
  readonly contact?: string | undefined
  /** null if the path says everything. */
  readonly inBody: ReadBody | null
  /** See `WriteRule`. */
  readonly shownBy?: Change['shownBy']
}

interface CompiledRule {
  readonly methods: readonly string[]
  readonly pattern: RegExp
  readonly effect: WriteEffect
  readonly inBody: ReadBody | null
  readonly shownBy: Change['shownBy']
}

const ANYTHING: KnownWrite = { effect: 'anything', id: null, inBody: null }

const compiled = new WeakMap<readonly WriteRule[], readonly CompiledRule[]>()

function compile(rules: readonly WriteRule[]): readonly CompiledRule[] {
  return rules.map(([methods, path, effect, inBody = null, shownBy]) => {
    const { source, flags } = pathPattern(path)
    return {
      methods: methods.split(' '),
      pattern: new RegExp(
        source.replaceAll(':id', '([^/]+)').replaceAll(':contact', '(?<contact>[^/]+)'),
        flags,
      ),
      effect,
      inBody,
      shownBy,
    }
  })
}

/** @param path decoded, without query */
export function readWrite(rules: readonly WriteRule[], method: string, path: string): KnownWrite {
  let table = compiled.get(rules)
  if (!table) compiled.set(rules, (table = compile(rules)))
  for (const { methods, pattern, effect, inBody, shownBy } of table) {
    const match = methods.includes(method) || methods[0] === '*' ? pattern.exec(path) : null
    const contact = match?.groups?.['contact']
    if (match && contact !== undefined) return { effect, id: null, contact, inBody, shownBy }
    if (match) return { effect, id: match.length > 1 ? match.slice(1).join('-') : null, inBody, shownBy }
  }
  return ANYTHING
}

export function changesOf(
  { effect, id, contact, inBody, shownBy }: KnownWrite,
  written: WrittenBody,
): readonly Change[] {
  const ids = id === null ? null : [id]
  const ofPath: Change = { effect, ids, ...(shownBy && { shownBy }) }
  if (!inBody) return [ofPath]
  const named = written.body === undefined ? null : inBody(written.body, ids, contact)
  return named ?? [{ ...ofPath, ...(written.howToRead !== undefined && { howToRead: written.howToRead }) }]
}

/**
 * Whether the provider may read one of the IDs in a path or a body as this one: in another case, with leading zeros, or with characters after
 * a number, which some servers ignore.
 */
export function mayMean(given: readonly string[], id: string): boolean {
  const { plain, hasOthersThanNumbers, hasSigns } = readGiven(given)
  return plain.has(plainId(id)) || (NUMBERS.test(id) ? hasOthersThanNumbers : hasSigns)
}

interface GivenIds {
  readonly plain: ReadonlySet<string>
  readonly hasOthersThanNumbers: boolean
  readonly hasSigns: boolean
}

const givenIds = new WeakMap<readonly string[], GivenIds>()

/** Prepares the given IDs once for all waiting send requests: a body may contain thousands. */
function readGiven(given: readonly string[]): GivenIds {
  let ids = givenIds.get(given)
  if (!ids) {
    ids = {
      plain: new Set(given.map(plainId)),
      hasOthersThanNumbers: given.some((id) => !NUMBERS.test(id)),
      hasSigns: given.some((id) => /[^\w-]/.test(id)),
    }
    givenIds.set(given, ids)
  }
  return ids
}

const NUMBERS = /^\d+(?:-\d+)*$/

const plainId = (id: string): string => id.toLowerCase().replaceAll(/\b0+(?=\d+\b)/g, '')
