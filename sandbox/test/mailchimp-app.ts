import { registerApp } from '../src/mailchimp/registered-apps.ts'
import type { App } from '../src/mailchimp/state.ts'
import type { Sandbox } from '../src/sandbox.ts'
import { ada, type SandboxUser } from '../src/sandbox-user.ts'

export const REDIRECT_URI = 'http://127.0.0.1:9/callback'

export function someApp(sandbox: Sandbox, redirectUri = REDIRECT_URI): App {
  const fields = { name: 'Test app', description: '', company: 'Tests', website: '', redirectUri }
  return registerApp(sandbox.world, 'ada', fields)
}

export function authorizeUrl(sandbox: Sandbox, app: App, extra: Record<string, string> = {}): string {
  const query = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    state: 's',
    ...extra,
  }
  return `${sandbox.url}/login.mailchimp.com/oauth2/authorize?${new URLSearchParams(query).toString()}`
}

export async function codeFor(sandbox: Sandbox, app: App, user: SandboxUser = ada()): Promise<string> {
  return (await user.authorize(authorizeUrl(sandbox, app))).searchParams.get('code') ?? ''
}

export function exchange(
  sandbox: Sandbox,
  app: App,
  code: string,
  extra: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${sandbox.url}/login.mailchimp.com/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      redirect_uri: app.redirectUri,
      code,
      ...extra,
    }),
  })
}

export async function tokenFor(sandbox: Sandbox, app: App, user: SandboxUser = ada()): Promise<string> {
  const response = await exchange(sandbox, app, await codeFor(sandbox, app, user))
  return ((await response.json()) as { access_token: string }).access_token
}

export function callApi(
  sandbox: Sandbox,
  authorization: string | undefined,
  path: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers)
  if (authorization) headers.set('authorization', authorization)
  return fetch(`${sandbox.url}/us21.api.mailchimp.com/3.0${path}`, { ...init, headers })
}
