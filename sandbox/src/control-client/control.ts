import type { Fault } from '../faults.ts'
import type { AppSummary, NewApp, RegisteredApp, UserSummary } from '../kernel/simulated-provider.ts'
import type { NotImplemented } from '../not-implemented-counts.ts'
import type { Exchange, SandboxRequest } from '../recorded-exchange.ts'
import { ControlError } from './control-error.ts'

export interface ControlOptions {
  /** The world to control, in a sandbox that has several; the default one if absent. */
  readonly world?: string
}

export interface ClockReading {
  /** ISO 8601. */
  readonly now: string
  /** Its offset from the system's clock. */
  readonly offsetSeconds: number
}

/** One provider's part of the control API. */
export interface ProviderControl {
  users(): Promise<(UserSummary & Readonly<Record<string, unknown>>)[]>
  addUser(user: object): Promise<Readonly<Record<string, unknown>>>
  apps(): Promise<AppSummary[]>
  registerApp(app?: NewApp & Readonly<Record<string, unknown>>): Promise<RegisteredApp>
  changeApp(clientId: string, changes: object): Promise<Readonly<Record<string, unknown>>>
  /** Revokes an app of a user, or all. Returns how many grants or tokens there were. */
  revoke(username: string, clientId?: string): Promise<number>
  switches(): Promise<Readonly<Record<string, unknown>>>
  changeSwitches(changes: object): Promise<Readonly<Record<string, unknown>>>
  /** Calls a route that only this provider has: `get('deliveries')`, `post('move', { … })`. */
  get(path: string): Promise<unknown>
  post(path: string, body: object): Promise<unknown>
}

/** A client of the control API. Every method rejects with a ControlError if the sandbox refuses. */
export interface SandboxControl {
  readonly clock: {
    read(): Promise<ClockReading>
    advance(seconds: number): Promise<ClockReading>
    set(now: Date): Promise<ClockReading>
  }
  readonly faults: {
    list(): Promise<Fault[]>
    add(fault: Omit<Fault, 'id'>): Promise<Fault>
    /** Switches a fault off or on. */
    change(id: string, change: { readonly disabled: boolean }): Promise<Fault>
    /** Removes one fault, or all. */
    remove(id?: string): Promise<void>
  }
  readonly requests: {
    /** The newest 5000, at most 2 MB of them, oldest first. `search`: words of the method, the address, the status or a body. `limit`: only the newest. */
    list(filter?: {
      readonly host?: string
      readonly path?: string
      readonly search?: string
      readonly limit?: number
    }): Promise<SandboxRequest[]>
    /** One of the newest requests with its bodies, of which 4 MB are kept. */
    get(id: number): Promise<Exchange>
    clear(): Promise<void>
  }
  readonly state: {
    export(): Promise<unknown>
    import(state: unknown): Promise<void>
  }
  /** Operations that were requested and are not simulated. */
  notImplemented(): Promise<NotImplemented[]>
  /** Restores the initial state, with the fixtures. */
  reset(): Promise<void>
  /** @param id such as `constant-contact` */
  provider(id: string): ProviderControl
}

/** @param url the sandbox's own URL */
export function connectControl(url: string, { world }: ControlOptions = {}): SandboxControl {
  // Responses have these types, because client and sandbox are one package.
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url.replace(/\/$/, '')}/_sandbox/${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(world !== undefined && { 'sandbox-world': world }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new ControlError(response.status, text)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  const provider = (id: string): ProviderControl => ({
    users: () => call('GET', `${id}/users`),
    addUser: (user) => call('POST', `${id}/users`, user),
    apps: () => call('GET', `${id}/apps`),
    registerApp: (app = {}) => call('POST', `${id}/apps`, app),
    changeApp: (clientId, changes) => call('PATCH', `${id}/apps/${encodeURIComponent(clientId)}`, changes),
    revoke: async (username, clientId) =>
      (await call<{ revoked: number }>('POST', `${id}/revoke`, { username, clientId })).revoked,
    switches: () => call('GET', `${id}/switches`),
    changeSwitches: (changes) => call('PATCH', `${id}/switches`, changes),
    get: (path) => call('GET', `${id}/${path}`),
    post: (path, body) => call('POST', `${id}/${path}`, body),
  })
  return {
    clock: {
      read: () => call('GET', 'clock'),
      advance: (advanceSeconds) => call('POST', 'clock', { advanceSeconds }),
      set: (now) => call('POST', 'clock', { now: now.toISOString() }),
    },
    faults: {
      list: () => call('GET', 'faults'),
      add: (fault) => call('POST', 'faults', fault),
      change: (id, change) => call('PATCH', `faults/${encodeURIComponent(id)}`, change),
      remove: (id) => call('DELETE', `faults${query({ id })}`),
    },
    requests: {
      list: (filter = {}) => call('GET', `requests${query(filter)}`),
      get: (id) => call('GET', `requests/${id}`),
      clear: () => call('DELETE', 'requests'),
    },
    state: { export: () => call('GET', 'state'), import: (state) => call('PUT', 'state', state) },
    notImplemented: () => call('GET', 'not-implemented'),
    reset: () => call('POST', 'reset'),
    provider,
  }
}

function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}
