import { readFileSync } from 'node:fs'
import { parseSync } from 'vite'

/** A literal with SQL, without its `${…}` parts. */
export interface SqlText {
  readonly text: string
  readonly line: number
}

const SQL =
  /\b(?:SELECT\b[^]*\bFROM\b|INSERT INTO|UPDATE \w+ SET|DELETE FROM|IS NULL|IS NOT NULL|ON CONFLICT|AS ")/

/** Every literal of a TypeScript file that looks like a statement of SQL or a part of one. */
export function readStatements(file: string): SqlText[] {
  const source = readFileSync(file, 'utf8')
  const found: SqlText[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const text = textOf(node)
    if (text !== undefined && SQL.test(text)) {
      const { start } = node as { start: number }
      found.push({ text, line: source.slice(0, start).split('\n').length })
    }
    for (const child of Object.values(node)) visit(child)
  }
  visit(parseSync(file, source).program)
  return found
}

function textOf(node: object): string | undefined {
  const { type, value, quasis } = node as {
    type?: string
    value?: unknown
    quasis?: { value: { cooked: string } }[]
  }
  if (type === 'Literal' && typeof value === 'string') return value
  if (type === 'TemplateLiteral') return quasis?.map((part) => part.value.cooked).join(' … ')
  return undefined
}

/** Values, aliases and functions; what else is written in lower case is the name of a table or a column. */
const NOT_NAMES = /'[^']*'|"[^"]*"|\$\d+|::\w+|(?<!\bINTO )\b\w+\s*\(|\bAS\s+\w+|\b\w+ AS \(/g
const ALIASES = /\bAS (\w+)|\b(\w+) AS \(|\bJOIN \w+ ([a-z]\w*)/g

export interface SqlNames {
  readonly names: readonly string[]
  /** Aliases that the text defines. */
  readonly aliases: readonly string[]
}

/** The names of tables and columns in SQL text. */
export function namesIn(text: string): SqlNames {
  return {
    names: text.replace(NOT_NAMES, ' ').match(/\b[a-z][a-z_0-9]*\b/g) ?? [],
    aliases: [...text.matchAll(ALIASES)]
      .flatMap((match) => match.slice(1))
      .filter((name) => name !== undefined),
  }
}
