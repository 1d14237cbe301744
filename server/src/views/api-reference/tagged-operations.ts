import type { Description, Tag } from './description.ts'
import type { RoutedOperation } from './operation-section.ts'

/** A tag with its operations, in the order of the description. */
export interface TaggedOperations extends Tag {
  readonly path: string
  readonly operations: readonly RoutedOperation[]
}

export function taggedOperations({ tags, paths }: Description): TaggedOperations[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): RoutedOperation => ({ method, path, operation })),
  )
  return tags.map((tag) => ({
    ...tag,
    path: `/docs/${tag.name.toLowerCase().replaceAll(' ', '-')}`,
    operations: all.filter(({ operation }) => operation.tags.includes(tag.name)),
  }))
}
