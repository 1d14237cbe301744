/** Reads the secret of a link from the fragment, which is not sent to servers, and removes it from the URL. */
export function takeFragment(): string {
  const secret = location.hash.slice(1)
  if (secret !== '') history.replaceState(null, '', location.pathname)
  return secret
}
