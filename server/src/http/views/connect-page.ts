import type { ConnectionPermissions, PermissionLevel } from '@letterlock/sdk/wire.ts'
import type { Provider } from '../../providers/provider.ts'
import { html, type Html } from './html.ts'

export interface ConnectPage {
  readonly sessionId: string
  /** The app's name where there is one platform, else the workspace's. */
  readonly askedBy: string
  readonly providers: readonly Provider[]
  /** The most that can be chosen, and what is chosen at first. */
  readonly permissions: ConnectionPermissions
  readonly chosen: ConnectionPermissions
  /** Set when a connection is renewed: whose. */
  readonly accountName: string | null
  readonly csrf: string
}

const AREAS = [
  ['audiences', 'Audiences and contacts'],
  ['campaigns', 'Campaigns and templates'],
  ['reports', 'Reports'],
] as const

const LEVELS: readonly [PermissionLevel, string][] = [
  ['none', 'Not at all'],
  ['read', 'Read'],
  ['write', 'Read and change'],
]

/** Who asks, for which platform, for what: the person decides, then goes to the platform. */
export function connectPage(page: ConnectPage): Html {
  const { askedBy, providers, permissions, chosen, accountName } = page
  const [only] = providers.length === 1 ? providers : []
  return html`<h1>${askedBy} wants to connect to your ${only?.name ?? 'e-mail marketing'} account</h1>
    <p>
      ${
        accountName
          ? html`Sign in again as <strong>${accountName}</strong> to renew the connection.`
          : html`You sign in at ${only?.name ?? 'the platform'} itself and can end the connection at any time.`
      }
    </p>
    <form method="post" action="/connect/${page.sessionId}/start">
      <input type="hidden" name="csrf" value="${page.csrf}" />
      <fieldset>
        <legend>${askedBy} may use</legend>
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
      <div class="actions"><button class="quiet">Not now</button></div>
    </form>`
}

function levelRow(area: string, label: string, most: PermissionLevel, chosen: PermissionLevel): Html {
  const offered = LEVELS.slice(0, LEVELS.findIndex(([level]) => level === most) + 1)
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
