/** The secret of a link: it is in the fragment, which no server sees, and is removed from the URL immediately. */
export function takeFragment(): string {
  const secret = location.hash.slice(1)
  if (secret !== '') history.replaceState(null, '', location.pathname)
  return secret
}
