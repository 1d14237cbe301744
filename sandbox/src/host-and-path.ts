/** `/login.mailchimp.com/oauth2/token?x` has the host `login.mailchimp.com` and the path `/oauth2/token`. */
export function hostAndPath(url: string): { host: string; path: string } {
  const [, host = '', path = '/'] = /^\/([^/?]*)(\/[^?]*)?/.exec(url) ?? []
  return { host, path }
}
