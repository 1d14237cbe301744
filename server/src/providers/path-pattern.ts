/**
 * The pattern of a path in a definition: `*` matches one segment, a final `**` any number of them. Ignores case: some providers route
 * without regard to it, and none gives two spellings two meanings.
 */
export function pathPattern(path: string): RegExp {
  const source = path.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
  const pattern = source.replace(/\/\*\*$/, '(?:/.*)?').replace(/\/\*(?=\/|$|\()/g, '/[^/]+')
  return new RegExp(`^${pattern}/?$`, 'i')
}
