/**
 * Creates short unique names for connections, such as `adas-bakery-PROVIDER`. They are stable while the connections stay the same and are
 * named in the order of the list.
 */
export function createConnectionNames(): (accountName: string, provider: string) => string {
  const seen = new Map<string, number>()
  return (accountName, provider) => {
    const slug = slugOfConnection(accountName, provider)
    const count = (seen.get(slug) ?? 0) + 1
    seen.set(slug, count)
    return count === 1 ? slug : `${slug}-${count}`
  }
}

/** The short name of a connection, without the number that makes it unique. */
export function slugOfConnection(accountName: string, provider: string): string {
  return `${slugOf(accountName)}-${provider}`
}

/** What a short name can mean: a slug; or a slug and the number, from 2, of a connection with the same slug. */
export function readConnectionName(name: string): { readonly slug: string; readonly position: number }[] {
  const [, slug, number] = /^(.+)-([2-9]|[1-9]\d{1,5})$/.exec(name) ?? []
  const numbered = slug === undefined ? [] : [{ slug, position: Number(number) }]
  return [{ slug: name, position: 1 }, ...numbered]
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
