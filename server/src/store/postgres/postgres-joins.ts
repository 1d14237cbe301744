import type { QueryConfig } from 'pg'
import { compareIds } from '../../kernel/id.ts'
import { joinedText } from './postgres-bulk-texts.ts'
import { toDriver, type QueryOf } from './postgres-queries.ts'
import type { BulkForm, SqlValue, Statement, Write } from '../sql/sql.ts'

/** Below this number, a bulk statement saves less than it costs. */
export const FEWEST = 2

/** Statements, or writes, of one form that are sent as one statement. */
export interface Bulk {
  /** With one array for each place of the text. */
  readonly query: QueryConfig
  /** Where they are in the list that they come from. */
  readonly positions: readonly number[]
}

/**
 * Divides writes into those that are one statement together, with all that follows from them, and the others. A bulk returns the numbers of the
 * writes that changed a row: what follows from the others is not written.
 */
export type Join = (writes: readonly Write[]) => {
  readonly joined: readonly Bulk[]
  readonly others: readonly (readonly [position: number, write: Write])[]
}

/** @param types of the places of each text, as far as they are known */
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
 * By the texts of their statements: writes of several statements, of which the first decides. As with statements, a later one that changes a row
 * again must come after the first.
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

/** An array for each place, of the values that all have there. */
export function arraysOf(all: readonly (readonly SqlValue[])[]): ReturnType<typeof toDriver>[][] {
  return (all[0] ?? []).map((_value, place) => all.map((one) => toDriver(one[place] ?? null)))
}
