import { pathPattern } from '../../providers/path-pattern.ts'

/**
 * What a forwarded write may change of a campaign that waits for approval or is scheduled. `none`: nothing. `deferred`: nothing that was
 * promised, but who is there at the moment of a sending, after which it is admitted. `membership`: who is in a segment. `tags`: who has a tag.
 * `segment`, `campaign`, `audience`: the one that is named; of an audience, what its emails show. `field`: what emails of the audience show of one of
 * its fields, and who is in its segments by it.
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
  /** IDs of what is changed, of tags their names; null: it may be any. */
  readonly ids: readonly string[] | null
  /** Of a membership: the contact, where the body names all of its lists. Those in which it is already do not change. */
  readonly contact?: string
  /** Of a field: the merge tags that show it. Absent: it may be any. */
  readonly shownBy?: RegExp
  /** Where the body does not tell what it could: a sentence for the client that says how it is done. */
  readonly howToRead?: string
}

/** Of a write after which its contacts get nothing, whatever else its body says: it is never refused, and waits for no sending. */
export const TAKES_OUT: readonly Change[] = [{ effect: 'none', ids: null }]

/**
 * What the body of a write says that it changes; null: it does not tell.
 * @param body JSON of any form
 * @param ids of the path
 * @param contact of the path
 */
export type ReadBody = (body: unknown, ids: Change['ids'], contact?: string) => readonly Change[] | null

/**
 * Methods and path as in a permission rule. `:id` matches one path segment and is the ID of what is changed; several are joined by hyphens.
 * `:contact` matches one, too, and names a contact. Where a body can tell more than the path, `inBody` reads it; `shownBy` holds where there is none, or it does not
 * tell. The first match applies. A write without a rule may do anything.
 */
export type WriteRule = readonly [
  methods: string,
  path: string,
  effect: WriteEffect,
  inBody?: ReadBody | null,
  shownBy?: Change['shownBy'],
]

export interface WrittenBody {
  /** JSON of any form; undefined: there is none, or it is not read. */
  readonly body?: unknown
  /** See `Change`. */
  readonly howToRead?: string
}

/** What is known of a forwarded write from its method and path. */
export interface KnownWrite {
  readonly effect: WriteEffect
  /** null: the path names none. */
  readonly id: string | null
  /** undefined: the path names none. */
  readonly contact?: string | undefined
  /** null: the path says all. */
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
 * Whether one of the IDs in a path or a body may be read by its provider as this one: in another case, with zeros before it, or with more behind
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

/** Once, however many send requests wait: a body may name thousands. */
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
