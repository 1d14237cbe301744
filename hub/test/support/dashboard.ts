import assert from 'node:assert/strict'
import type { TestWorld } from './world.ts'

/** A browser at the dashboard: keeps its cookie, and says where it comes from as browsers do. */
export class DashboardBrowser {
  cookie = ''
  readonly #world: TestWorld

  constructor(world: TestWorld) {
    this.#world = world
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(this.#world.hub.url + path, {
      method,
      headers: {
        ...(this.cookie && { cookie: this.cookie }),
        'sec-fetch-site': 'same-origin',
        ...(method !== 'GET' && { origin: this.#world.hub.url }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      this.cookie = pair.endsWith('=') ? '' : pair
    }
    return response
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

/** Uses the link that was printed at start. */
export async function setUpOwner(world: TestWorld): Promise<Response> {
  const [, token = ''] = (world.hub.setUpUrl ?? '').split('#')
  return new DashboardBrowser(world).ask('POST', '/v1/set-up', { token, ...OWNER })
}

export async function signIn(world: TestWorld, password = OWNER.password): Promise<DashboardBrowser> {
  const browser = new DashboardBrowser(world)
  const response = await browser.ask('POST', '/auth/sign-in/email', { email: OWNER.email, password })
  assert.equal(response.status, 200, await response.clone().text())
  return browser
}
