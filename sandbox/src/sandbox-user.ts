/** A user in a browser: submits the forms of the sandbox's pages and keeps cookies, without scripts. */
export class SandboxUser {
  #cookies = new Map<string, string>()
  readonly #username: string
  readonly #password: string
  readonly #elsewhere: Readonly<Record<string, string>>

  /** @param elsewhere the user's names at other hosts, for providers that assign user names */
  constructor(username: string, password: string, elsewhere: Readonly<Record<string, string>> = {}) {
    this.#username = username
    this.#password = password
    this.#elsewhere = elsewhere
  }

  #credentialsAt(url: string): { username: string; password: string } {
    const [, host = ''] = new URL(url).pathname.split('/')
    return { username: this.#elsewhere[host] ?? this.#username, password: this.#password }
  }

  async open(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (this.#cookies.size > 0)
      headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.#cookies.set(name, value)
    }
    return response
  }

  post(url: string, fields: Record<string, string>): Promise<Response> {
    return this.open(url, { method: 'POST', body: new URLSearchParams(fields) })
  }

  /** Signs in on the login page and answers the consent page; returns the URL of the redirect. */
  async authorize(authorizeUrl: string, decision: 'allow' | 'deny' = 'allow'): Promise<URL> {
    const login = await this.open(authorizeUrl)
    const transaction = hiddenField(await login.text(), 'transaction')
    const consent = await this.post(new URL('login', authorizeUrl).href, {
      transaction,
      ...this.#credentialsAt(authorizeUrl),
    })
    if (!(await consent.text()).includes('use your account')) throw new Error('no consent page')
    const answer = await this.post(new URL('consent', authorizeUrl).href, { transaction, decision })
    return new URL(answer.headers.get('location') ?? fail('the consent page did not redirect'))
  }

  /** Signs in to the provider's own pages: portal and account. */
  async signInToPortal(sandbox: { readonly url: string }, host = 'admin.mailchimp.com'): Promise<void> {
    const login = `${sandbox.url}/${host}/login`
    const response = await this.post(login, this.#credentialsAt(login))
    if (response.status !== 302) throw new Error(`sign-in answered ${response.status}`)
  }
}

export function hiddenField(page: string, name: string): string {
  return (
    new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(page)?.[1] ?? fail(`no field ${name} in ${page}`)
  )
}

function fail(message: string): never {
  throw new Error(message)
}

/** The users of every new world. */
export const ada = (): SandboxUser =>
  new SandboxUser('ada', 'bread-and-butter', elsewhere('m1001', 'ada@bakery.example'))
export const ben = (): SandboxUser =>
  new SandboxUser('ben', 'two-wheels', elsewhere('m1002', 'ben@bicycles.example'))

/** User names by host: some providers assign them, others use email addresses. */
function elsewhere(given: string, address: string): Record<string, string> {
  const hosts = ['services.mailup.com', 'developers.mailup.com', 'console.mailup.com']
  const addressed = ['authz', 'app', 'oauth2'].map((name) => `${name}.constantcontact.com`)
  const names: Record<string, string> = {}
  for (const host of hosts) names[host] = given
  for (const host of [...addressed, 'constantcontact.mashery.com']) names[host] = address
  return names
}
