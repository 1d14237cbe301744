import type { ConnectionPermissions, PermissionLevel } from '@letterlock/sdk/wire.ts'
import type { Provider } from '../providers/provider.ts'
import { html, type Html } from './html.ts'
import { monogram } from './monogram.ts'
import type { PageWords } from './words/page-words.ts'

export interface ConnectPage {
  readonly sessionId: string
  /** The name of the OAuth app if only one is used, else `applicationName`. */
  readonly application: string
  readonly providers: readonly Provider[]
  /** The upper bound of the permissions; `chosen` are preselected. */
  readonly permissions: ConnectionPermissions
  readonly chosen: ConnectionPermissions
  /** The account to reconnect; null for a new connection. */
  readonly accountName: string | null
  readonly csrf: string
  /** The query that is passed on to the following pages, such as `?locale=de`. */
  readonly query: string
}

/** In the order of the page; a level includes the one before it. */
const ROWS = [
  ['audiences', 'read', 'audiences_read'],
  ['audiences', 'write', 'audiences_write'],
  ['campaigns', 'read', 'campaigns_read'],
  ['campaigns', 'write', 'campaigns_write'],
  ['reports', 'read', 'reports_read'],
] as const

/** Says which application wants to connect which provider with which permissions. The end user decides, then signs in there. */
export function connectPage(page: ConnectPage, { connect: words }: PageWords): Html {
  const { application, providers, accountName } = page
  const [only] = providers.length === 1 ? providers : []
  return html`<h1>${only ? words.heading(application, only.name) : words.headingAny(application)}</h1>
    <p class="soft">${accountName === null ? words.choose : words.reconnect(accountName)}</p>
    <form method="post" action="/connect/${page.sessionId}/authorize${page.query}">
      <input type="hidden" name="csrf" value="${page.csrf}" />
      <fieldset>
        <legend>${words.able(application)}</legend>
        ${permissionRows(page, words)}
      </fieldset>
      <div class="actions">
        ${providers.map(
          ({ id, name }) =>
            html`<button name="provider" value="${id}" ${!only && html`class="choice"`}>
              ${!only && monogram(name)}${words.continueTo(name)}
            </button>`,
        )}
      </div>
    </form>
    <form method="post" action="/connect/${page.sessionId}/cancel${page.query}">
      <input type="hidden" name="csrf" value="${page.csrf}" />
      <div class="actions"><button class="quiet">${words.cancel}</button></div>
    </form>
    <p class="soft small">${only ? words.signIn(only.name) : words.signInAny}</p>`
}

/** A switch for each level that the session allows. */
function permissionRows({ permissions, chosen }: ConnectPage, words: PageWords['connect']): Html[] {
  const rows = ROWS.filter(([area, level]) => includes(permissions[area], level)).map(([area, level, key]) =>
    switchRow({
      field: area,
      value: level,
      words: words.permissions[key],
      on: includes(chosen[area], level),
    }),
  )
  if (permissions.send)
    rows.push(switchRow({ field: 'send', value: 'yes', words: words.permissions.send, on: chosen.send }))
  return rows.length > 0 ? rows : [html`<p>${words.nothing}</p>`]
}

function includes(given: PermissionLevel, level: 'read' | 'write'): boolean {
  return given === 'write' || given === level
}

interface SwitchRow {
  readonly field: string
  readonly value: string
  readonly words: readonly string[]
  readonly on: boolean
}

function switchRow({ field, value, words: [name, hint], on }: SwitchRow): Html {
  const id = `${field}-${value}`
  return html`<div class="row">
    <label for="${id}">${name}<span class="soft small">${hint}</span></label>
    <input type="checkbox" role="switch" id="${id}" name="${field}" value="${value}" ${on && html`checked`} />
  </div>`
}
