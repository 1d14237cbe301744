import {
  membersOf,
  resolve,
  type Operation,
  type Schema,
  type Specification,
} from '../specification/specification.ts'

export const isItemOf = (path: string, collection: string): boolean =>
  path.startsWith(`${collection}/{`) && !path.slice(collection.length + 1).includes('/')

interface CollectionShape {
  readonly itemSchema: Schema
  readonly listMember: string
  readonly listSchema: Schema
}

/** The member of a list that has the items, and their schema, from the answers of the list and of one item. */
export function collectionShape(specification: Specification, path: string): CollectionShape {
  const answerOf = (fits: (operation: Operation) => boolean): Schema | undefined =>
    Object.values(specification.operations.find(fits)?.answers ?? {}).find((schema) => schema !== null)
  const listSchema = answerOf((operation) => operation.method === 'GET' && operation.path === path) ?? {}
  const found = Object.entries(membersOf(specification, listSchema)).find(
    ([name, schema]) => name !== '_links' && resolve(specification, schema).type === 'array',
  )
  const [listMember = '', list] = found ?? []
  const ofItem = answerOf((operation) => operation.method === 'GET' && isItemOf(operation.path, path))
  const inList = list && resolve(specification, list).items
  return { itemSchema: ofItem ?? inList ?? {}, listMember, listSchema }
}
