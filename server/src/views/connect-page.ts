import type { ConnectionPermissions, PermissionLevel } from '@letterlock/sdk/wire.ts'
import type { Provider } from '../providers/provider.ts'
import { html, type Html } from './html.ts'

export interface ConnectPage {
  readonly sessionId: string
  /** The OAuth app's name for a single provider, else the workspace's. */
  readonly application: string
  readonly providers: readonly Provider[]
  /** The upper bound, and what is preselected. */
  readonly permissions: ConnectionPermissions
  readonly chosen: ConnectionPermissions
  /** The account to reconnect; null for a new connection. */
  readonly accountName: string | null
  readonly csrf: string
}

const AREAS = [
  ['audiences', 'Audiences and contacts'],
  ['campaigns', 'Campaigns and templates'],
  ['reports', 'Reports'],
] as const

const LEVELS: readonly [PermissionLevel, string][] = [
  ['none', 'No access'],
  ['read', 'Read'],
  ['write', 'Read and write'],
]

/** Says which application wants to connect which provider with which permissions. The end user decides, then signs in there. */
export function connectPage(page: ConnectPage): Html {
  const { application, providers, permissions, chosen, accountName } = page
  const [only] = providers.length === 1 ? providers : []
  return html`<h1>${application} wants to connect to your ${only?.name ?? 'email marketing'} account</h1>
    <p>
      ${
        accountName
          ? html`Sign in as <strong>${accountName}</strong> to reconnect.`
          : html`You sign in on ${only ? `${only.name}'s` : "the provider's"} own page and can disconnect at
            any time.`
      }
    </p>
    <form method="post" action="/connect/${page.sessionId}/authorize">
      <input type="hidden" name="csrf" value="${page.csrf}" />
      <fieldset>
        <legend>${application} will be able to</legend>
        ${AREAS.map(([area, label]) => levelRow(area, label, permissions[area], chosen[area]))}
        ${
          permissions.send &&
          html`<div class="row">
            <label for="send">Send campaigns</label>${
              chosen.send
                ? html`<input type="checkbox" id="send" name="send" value="yes" checked />`
                : html`<input type="checkbox" id="send" name="send" value="yes" />`
            }
          </div>`
        }
      </fieldset>
      <div class="actions">
        ${providers.map(
          (provider) =>
            html`<button name="provider" value="${provider.id}">Continue to ${provider.name}</button>`,
        )}
      </div>
    </form>
    <form method="post" action="/connect/${page.sessionId}/cancel">
      <input type="hidden" name="csrf" value="${page.csrf}" />
      <div class="actions"><button class="quiet">Cancel</button></div>
    </form>`
}

function levelRow(area: string, label: string, max: PermissionLevel, chosen: PermissionLevel): Html {
  const offered = LEVELS.slice(0, LEVELS.findIndex(([level]) => level === max) + 1)
  return html`<div class="row">
    <label for="${area}">${label}</label>
    <select id="${area}" name="${area}">
      ${offered.map(([level, text]) =>
        level === chosen
          ? html`<option value="${level}" selected>${text}</option>`
          : html`<option value="${level}">${text}</option>`,
      )}
    </select>
  </div>`
}
