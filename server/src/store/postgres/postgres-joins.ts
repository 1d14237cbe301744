import type { QueryConfig } from 'pg'
import { compareIds } from '../../kernel/id.ts'
import { joinedText } from './postgres-bulk-texts.ts'
import { toDriver, type QueryOf } from './postgres-queries.ts'
import type { BulkForm, SqlValue, Statement, Write } from '../sql/sql.ts'

/** The smallest bulk: below this number, it costs more than it saves. */
export const FEWEST = 2

/** Statements, or writes, of one form that are sent as one statement. */
export interface Bulk {
  /** The query, with one array per parameter of the text. */
  readonly query: QueryConfig
  /** The positions of the statements or writes in their list. */
  readonly positions: readonly number[]
}

/**
 * Divides writes into bulks, which include the following statements, and others. A bulk returns the numbers of the writes that changed a row;
 * the following statements of the others are not run.
 */
export type Join = (writes: readonly Write[]) => {
  readonly joined: readonly Bulk[]
  readonly others: readonly (readonly [position: number, write: Write])[]
}

/** @param types the known parameter types by text */
export function createJoin(queryOf: QueryOf, types: ReadonlyMap<string, readonly string[]>): Join {
  const texts = new Map<string, string>()
  const textOf = (key: string, statements: readonly Bulkable[]): string | undefined => {
    const known = texts.get(key)
    if (known !== undefined) return known
    const forms = statements.flatMap(({ text, bulk: form }) => {
      const typesOfPlaces = types.get(text)
      return typesOfPlaces ? { form, types: typesOfPlaces } : []
    })
    if (forms.length < statements.length) return undefined
    const text = joinedText(forms)
    texts.set(key, text)
    return text
  }
  return (writes) => {
    const joined: Bulk[] = []
    const inBulk = new Set<number>()
    for (const [key, places] of placesByForm(writes)) {
      const statements = places[0]?.statements ?? []
      const text = places.length < FEWEST ? undefined : textOf(key, statements)
      if (text === undefined) continue
      places.sort((one, other) => compareIds(rowOf(one), rowOf(other)))
      for (const { position } of places) inBulk.add(position)
      const values = statements.flatMap((_statement, index) =>
        arraysOf(places.map((place) => place.statements[index]?.values ?? [])),
      )
      const query = { name: queryOf(text, []).name, text, values }
      joined.push({ query, positions: places.map(({ position }) => position) })
    }
    const others = [...writes.entries()].filter(([position]) => !inBulk.has(position))
    return { joined, others }
  }
}

interface Place {
  readonly position: number
  readonly statements: readonly Bulkable[]
}

type Bulkable = Statement & { readonly bulk: BulkForm }

const isBulkable = (statement: Statement): statement is Bulkable => statement.bulk !== undefined

const rowOf = ({ statements: [first] }: Place): string => first?.bulk.row ?? ''

/**
 * Groups writes by the texts of their statements, of which the first decides. A later write of the same row is not in the group, because it
 * must come after the first.
 */
function placesByForm(writes: readonly Write[]): Map<string, Place[]> {
  const placesOf = new Map<string, Place[]>()
  const rows = new Set<string>()
  for (const [position, { kind, statements }] of writes.entries()) {
    const bulkable = statements.filter(isBulkable)
    const isFirst = bulkable.every(({ bulk }) => !rows.has(bulk.row))
    for (const { bulk } of bulkable) rows.add(bulk.row)
    const decides = kind === 'write' && statements[0]?.mustChange === true
    if (!decides || !isFirst || statements.length < 2 || bulkable.length < statements.length) continue
    const key = statements.map(({ text }) => text).join('\n')
    const places = placesOf.get(key)
    if (places) places.push({ position, statements: bulkable })
    else placesOf.set(key, [{ position, statements: bulkable }])
  }
  return placesOf
}

/** One array per parameter, with the values of all statements. */
export function arraysOf(all: readonly (readonly SqlValue[])[]): ReturnType<typeof toDriver>[][] {
  return (all[0] ?? []).map((_value, place) => all.map((one) => toDriver(one[place] ?? null)))
}
