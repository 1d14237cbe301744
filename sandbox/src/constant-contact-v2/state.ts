import { createRecord } from '../records.ts'

/** An application of the former developer portal. The provider issues no new ones. */
export interface App {
  /** The "API key": client id, and the `api_key` of every call. */
  readonly clientId: string
  clientSecret: string
  readonly ownerUsername: string
  name: string
  /** One URI; `http://localhost` until it is edited. */
  redirectUri: string
  /** Tokens of v1 keys also work with the owner's newer keys. */
  readonly generation: 'v1' | 'v2'
  deactivated: boolean
}

export interface Code {
  readonly clientId: string
  readonly username: string
  readonly redirectUri: string
  readonly issuedAt: number
  used: boolean
}

/** Expires after ten years; there is no refresh. Times are epoch milliseconds. */
export interface AccessToken {
  readonly clientId: string
  readonly username: string
  readonly expiresAt: number
}

/** An OAuth 1.0a token, which stays valid after an exchange. */
export interface Oauth1Token {
  readonly clientId: string
  readonly username: string
  readonly tokenSecret: string
}

export interface Switches {
  /** Calls that an app may make in a second of real time; 4 at the provider. */
  callsPerSecond: number
}

export interface ConstantContactV2State {
  apps: Record<string, App>
  codes: Record<string, Code>
  accessTokens: Record<string, AccessToken>
  oauth1Tokens: Record<string, Oauth1Token>
  switches: Switches
}

export function createConstantContactV2State(): ConstantContactV2State {
  return {
    apps: createRecord(),
    codes: createRecord(),
    accessTokens: createRecord(),
    oauth1Tokens: createRecord(),
    switches: { callsPerSecond: 4 },
  }
}
