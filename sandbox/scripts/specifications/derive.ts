import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Specification } from '../../src/specification/specification.ts'
import { fromOpenApi } from './from-openapi.ts'
import { fromAnswerShapes, fromOperationList } from './from-shapes.ts'
import { shareSchemas } from './share-schemas.ts'
import { isObject } from './simplify.ts'

const PROVIDERS: readonly {
  readonly folder: string
  readonly file: RegExp
  readonly read: (document: unknown, source: string) => Specification
}[] = [
  {
    folder: 'mailchimp',
    file: /^mailchimp-[\d.]+\.json$/,
    read: (document) => fromOpenApi(isObject(document) ? document : {}, 'Mailchimp Marketing API'),
  },
  {
    folder: 'constant-contact',
    file: /^constant-contact-3[\d.]+\.json$/,
    read: (document) => fromOpenApi(isObject(document) ? document : {}, 'Constant Contact API v3'),
  },
  {
    folder: 'constant-contact-v2',
    file: /^constant-contact-v2-shapes\.json$/,
    read: (document) =>
      fromAnswerShapes(isObject(document) ? document : {}, 'Fixtures of the PHP SDK of Constant Contact v2'),
  },
  {
    folder: 'mailup',
    file: /^mailup-operations\.json$/,
    read: (document) =>
      fromOperationList(Array.isArray(document) ? document : [], 'Comments of the Ruby SDK of MailUp'),
  },
]

/** One line for each operation and each schema, so that a difference can be read. */
function write({ source, operations, $defs }: Specification): string {
  const lines = (entries: readonly string[]): string => entries.map((entry) => `    ${entry}`).join(',\n')
  const schemas = Object.entries($defs).map(
    ([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
  )
  return `{
  "source": ${JSON.stringify(source)},
  "operations": [
${lines(operations.map((operation) => JSON.stringify(operation)))}
  ],
  "$defs": {
${lines(schemas)}
  }
}
`
}

/** The text of the derived document by provider, from the newest of the providers' files in a folder. */
export function deriveSpecifications(
  folder: string,
): { provider: string; operations: number; text: string }[] {
  const files = readdirSync(folder).toSorted(new Intl.Collator('en', { numeric: true }).compare)
  return PROVIDERS.map(({ folder: provider, file, read }) => {
    const newest = files.findLast((name) => file.test(name))
    if (!newest) throw new Error(`${folder} has no file ${file.source}`)
    const document: unknown = JSON.parse(readFileSync(join(folder, newest), 'utf8'))
    const specification = shareSchemas(read(document, newest))
    return { provider, operations: specification.operations.length, text: write(specification) }
  })
}
