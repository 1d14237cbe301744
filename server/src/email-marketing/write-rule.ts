import { pathPattern } from '../providers/path-pattern.ts'

/**
 * What a forwarded write may change of a campaign that waits for approval or is scheduled. `none`: nothing. `deferred`: nothing that was
 * promised, but who is there at the moment of a sending, after which it is admitted. `membership`: who has a tag or is in a list. `segment`,
 * `campaign`: the one that its path names.
 */
export type WriteEffect = 'none' | 'deferred' | 'membership' | 'segment' | 'campaign'

/**
 * Methods and path as in a permission rule. `:id` matches one path segment and is the ID of the segment or the campaign; several are joined by
 * hyphens. The first match applies. A write without a rule may do anything.
 */
export type WriteRule = readonly [methods: string, path: string, effect: WriteEffect]

/** What is known of a forwarded write from its method and path. */
export interface KnownWrite {
  readonly effect: WriteEffect | 'anything'
  /** null: the path names none. */
  readonly id: string | null
}

interface CompiledRule {
  readonly methods: readonly string[]
  readonly pattern: RegExp
  readonly effect: WriteEffect
}

const ANYTHING: KnownWrite = { effect: 'anything', id: null }

const compiled = new WeakMap<readonly WriteRule[], readonly CompiledRule[]>()

function compile(rules: readonly WriteRule[]): readonly CompiledRule[] {
  return rules.map(([methods, path, effect]) => {
    const { source, flags } = pathPattern(path)
    return {
      methods: methods.split(' '),
      pattern: new RegExp(source.replaceAll(':id', '([^/]+)'), flags),
      effect,
    }
  })
}

/** @param path decoded, without query */
export function readWrite(rules: readonly WriteRule[], method: string, path: string): KnownWrite {
  let table = compiled.get(rules)
  if (!table) compiled.set(rules, (table = compile(rules)))
  for (const { methods, pattern, effect } of table) {
    const match = methods.includes(method) || methods[0] === '*' ? pattern.exec(path) : null
    if (match) return { effect, id: match.length > 1 ? match.slice(1).join('-') : null }
  }
  return ANYTHING
}

/**
 * Whether an ID in a path may be read by its provider as this one: in another case, with zeros before it, or with more behind a number, which
 * some servers ignore.
 */
export function mayMean(given: string, id: string): boolean {
  const plain = plainId(given)
  if (plain === plainId(id)) return true
  return NUMBERS.test(id) ? !NUMBERS.test(given) : /[^\w-]/.test(given)
}

const NUMBERS = /^\d+(?:-\d+)*$/

const plainId = (id: string): string => id.toLowerCase().replaceAll(/\b0+(?=\d+\b)/g, '')
