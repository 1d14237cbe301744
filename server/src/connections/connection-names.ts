/**
 * Creates short unique names for connections, such as `adas-bakery-PROVIDER`. They are stable while the connections stay the same and are
 * named in the order of the list.
 */
export function createConnectionNames(): (accountName: string, provider: string) => string {
  const seen = new Map<string, number>()
  return (accountName, provider) => {
    const slug = `${slugOf(accountName)}-${provider}`
    const count = (seen.get(slug) ?? 0) + 1
    seen.set(slug, count)
    return count === 1 ? slug : `${slug}-${count}`
  }
}

const MAX_SLUG_LENGTH = 40

function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[\p{M}’']/gu, '')
    .toLowerCase()
  return (
    plain
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, MAX_SLUG_LENGTH) || 'account'
  )
}
