import type { PoolClient } from 'pg'
import { compareIds } from '../../kernel/id.ts'
import type { QueryOf } from './postgres-queries.ts'
import { placeOfGiven, unnested } from './postgres-bulk-texts.ts'
import { arraysOf, createJoin, FEWEST, type Bulk, type Join } from './postgres-joins.ts'
import type { BulkForm, Statement } from '../sql/sql.ts'

/** Behind a pooler, a client may not find its prepared statements: after this many queries it stops asking. */
const MAX_QUESTIONS = 3

/**
 * Combines statements with the same text that change different rows into one: each parameter becomes a column of `unnest`. One statement for
 * 32 rows takes a tenth of the CPU time of 32 statements, here and in the database.
 */
export interface Bulks {
  /**
   * Divides statements into bulks and those that are sent one by one, which keep their order. The rows of a bulk are ordered by ID, so that
   * two processes cannot deadlock.
   */
  divide(statements: readonly (Statement | undefined)[]): {
    readonly bulks: readonly Bulk[]
    readonly single: readonly (readonly [position: number, statement: Statement])[]
  }
  readonly join: Join
  /** Reads the parameter types of statements that this client has run. Until then they are sent one by one. */
  learn(client: PoolClient): Promise<void>
}

interface Place {
  readonly position: number
  readonly statement: Statement
  readonly bulk: BulkForm
}

export function createPostgresBulks(queryOf: QueryOf): Bulks {
  /** The parameter types by text. */
  const types = new Map<string, readonly string[]>()
  const bulkTexts = new Map<string, string>()
  const unknown = new Map<string, BulkForm>()
  const questions = new Map<string, number>()

  const divide: Bulks['divide'] = (statements) => {
    const bulks: Bulk[] = []
    const inBulk = new Set<number>()
    for (const [text, places] of placesByText(statements)) {
      const [first] = places
      if (!first || places.length < FEWEST) continue
      const known = bulkTexts.get(text)
      if (known === undefined) {
        unknown.set(text, first.bulk)
        continue
      }
      places.sort((one, other) => compareIds(one.bulk.row, other.bulk.row))
      for (const { position } of places) inBulk.add(position)
      const values = arraysOf(places.map(({ statement }) => statement.values))
      const query = { name: queryOf(known, []).name, text: known, values }
      bulks.push({ query, positions: places.map(({ position }) => position) })
    }
    const single = [...statements.entries()].flatMap(([position, statement]) =>
      statement === undefined || inBulk.has(position) ? [] : [[position, statement] as const],
    )
    return { bulks, single }
  }

  return {
    divide,
    join: createJoin(queryOf, types),
    async learn(client) {
      const asked = new Map<string, { readonly text: string; readonly form: BulkForm }>()
      for (const [text, form] of unknown) {
        const count = questions.get(text) ?? 0
        questions.set(text, count + 1)
        if (count < MAX_QUESTIONS) asked.set(queryOf(text, []).name, { text, form })
      }
      unknown.clear()
      if (asked.size === 0) return
      const { rows } = await client.query<{ name: string; types: string[] }>(
        'SELECT name, parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = ANY($1)',
        [[...asked.keys()]],
      )
      for (const { name, types: typesOfPlaces } of rows) {
        const statement = asked.get(name)
        if (!statement) continue
        types.set(statement.text, typesOfPlaces)
        const { form, text } = statement
        bulkTexts.set(text, form.text(placeOfGiven, unnested(typesOfPlaces, 1)))
      }
    },
  }
}

/** The first statement of each row; a later one of the same row must come after it. */
function placesByText(statements: readonly (Statement | undefined)[]): Map<string, Place[]> {
  const placesOf = new Map<string, Place[]>()
  const rows = new Set<string>()
  for (const [position, statement] of statements.entries()) {
    if (!statement?.bulk || rows.has(statement.bulk.row)) continue
    const place = { position, statement, bulk: statement.bulk }
    rows.add(place.bulk.row)
    const places = placesOf.get(statement.text)
    if (places) places.push(place)
    else placesOf.set(statement.text, [place])
  }
  return placesOf
}
