import assert from 'node:assert/strict'
import type { TestWorld } from './world.ts'

/** Where the dashboard is. */
interface BrowsedServer {
  readonly server: { readonly url: string }
}

/** A browser session at the dashboard: keeps its cookie and sends the headers of a browser. */
export class DashboardSession {
  readonly #jar = new Map<string, string>()
  readonly #world: BrowsedServer

  constructor(world: BrowsedServer) {
    this.#world = world
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    text?: string,
  ): Promise<Response> {
    const response = await fetch(this.#world.server.url + path, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie }),
        'sec-fetch-site': 'same-origin',
        ...(method !== 'GET' && { origin: this.#world.server.url }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(text !== undefined && { body: text }),
      redirect: 'manual',
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '') this.#jar.delete(name)
      else this.#jar.set(name, value)
    }
    return response
  }

  get cookie(): string {
    return [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Replaces the cookie, as after a theft. */
  set cookie(text: string) {
    this.#jar.clear()
    for (const pair of text.split('; ')) {
      const [name = '', value = ''] = pair.split('=')
      if (name !== '') this.#jar.set(name, value)
    }
  }

  async json<T>(path: string): Promise<T> {
    const response = await this.ask('GET', path)
    assert.equal(response.status, 200, await response.clone().text())
    return (await response.json()) as T
  }
}

export const OWNER = {
  name: 'Olga Owner',
  email: 'olga@letters.example',
  password: 'a long enough passphrase',
}

export interface TestUser {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** Uses the setup link. */
export async function setupOwner(world: TestWorld): Promise<Response> {
  const [, token = ''] = (world.server.setupUrl ?? '').split('#')
  return new DashboardSession(world).ask('POST', '/v1/setup', { token, ...OWNER })
}

/** A user who accepts an invitation of the owner and signs in. */
export async function join(
  world: TestWorld,
  owner: DashboardSession,
  role: 'owner' | 'admin' | 'member',
  name = 'Max Member',
): Promise<DashboardSession> {
  const user = {
    name,
    email: `${name.split(' ')[0]}@letters.example`.toLowerCase(),
    password: `the passphrase of ${name}`,
  }
  const invited = await owner.ask('POST', '/v1/invitations', { email: user.email, role })
  assert.equal(invited.status, 201, await invited.clone().text())
  const { url } = (await invited.json()) as { url: string }
  const [, token = ''] = url.split('#')
  const { email, ...rest } = user
  const accepted = await new DashboardSession(world).ask('POST', '/v1/invitations/accept', {
    token,
    user: rest,
  })
  assert.equal(accepted.status, 204, await accepted.clone().text())
  return signIn(world, user.password, email)
}

export async function signIn(
  world: BrowsedServer,
  password = OWNER.password,
  email = OWNER.email,
): Promise<DashboardSession> {
  const browser = new DashboardSession(world)
  const response = await browser.ask('POST', '/auth/sign-in/email', { email, password })
  assert.equal(response.status, 200, await response.clone().text())
  return browser
}
