/** The names of a path's parameters: `list_id` of `/lists/{list_id}`. */
export const pathParameters = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
