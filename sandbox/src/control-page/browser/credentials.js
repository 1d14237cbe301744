import { add } from './elements.js'

/** @typedef {import('../../recorded-exchange.ts').RecordedCredential} Credential */

/** @type {Readonly<Record<NonNullable<Credential['kind']>, string>>} */
const KINDS = {
  access_token: 'access token',
  refresh_token: 'refresh token',
  authorization_code: 'authorization code',
  api_key: 'API key',
  client_id: 'client ID',
}

/**
 * Who a request acts as, and with which of its credentials, of which a few characters are enough.
 *
 * @param {Element} detail
 * @param {readonly Credential[]} credentials
 */
export function addCredentials(detail, credentials) {
  if (credentials.length === 0) return
  const table = add(detail, 'dl', '', 'credentials')
  for (const credential of credentials) {
    add(table, 'dt', credential.kind === 'client_id' ? 'App' : 'Acts as')
    addOne(add(table, 'dd'), credential)
  }
}

/**
 * @param {Element} parent
 * @param {Credential} credential
 */
function addOne(parent, { kind, username, clientId, accountName, appName = clientId, state, place, hint }) {
  const which = `${hint} in ${place}`
  if (kind === undefined) {
    add(parent, 'strong', 'unknown to the provider: never issued, used up or revoked')
    return void add(parent, 'span', ` · ${which}`, 'soft')
  }
  add(parent, 'strong', username ?? appName)
  if (accountName !== undefined) parent.append(`, ${accountName}`)
  if (username !== undefined && appName !== undefined) parent.append(`, through ${appName}`)
  add(parent, 'span', ` · ${state === undefined ? '' : `${state} `}${KINDS[kind]} ${which}`, 'soft')
}
