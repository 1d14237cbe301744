/** The secret of a link: it stands behind the `#`, which no server sees, and is taken out of the address at once. */
export function takeFragment(): string {
  const secret = location.hash.slice(1)
  if (secret !== '') history.replaceState(null, '', location.pathname)
  return secret
}
