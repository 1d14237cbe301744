import { html, type Html } from '../html.ts'

interface ConnectedApps {
  /** Names by client ID. */
  readonly apps: Readonly<Record<string, { readonly name: string }>>
  readonly grants: Iterable<{ readonly clientId: string; readonly username: string }>
  readonly username: string
  /** What is said where there is none. */
  readonly none: string
  /** Where the button posts `clientId` to, and what it says. */
  readonly action: string
  readonly label: string
}

/** Apps that a user has allowed, in a portal: a row each, with a button that revokes it. */
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
