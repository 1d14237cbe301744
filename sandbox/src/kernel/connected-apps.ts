import { html, type Html } from '../html.ts'

interface ConnectedApps {
  /** Names by client ID. */
  readonly apps: Readonly<Record<string, { readonly name: string }>>
  readonly grants: Iterable<{ readonly clientId: string; readonly username: string }>
  readonly username: string
  /** The text if there is none. */
  readonly none: string
  /** The URL to which the button posts `clientId`, and its label. */
  readonly action: string
  readonly label: string
}

/** Apps that a user has allowed, one per row, with a button to revoke access. */
export function connectedApps({ apps, grants, username, none, action, label }: ConnectedApps): Html {
  const connected = new Set([...grants].filter((one) => one.username === username).map((one) => one.clientId))
  if (connected.size === 0) return html`<p class="soft">${none}</p>`
  return html`<table>
    ${[...connected].map(
      (clientId) =>
        html`<tr>
          <td>${apps[clientId]?.name}</td>
          <td>
            <form method="post" action="${action}">
              <button class="quiet" name="clientId" value="${clientId}">${label}</button>
            </form>
          </td>
        </tr>`,
    )}
  </table>`
}
