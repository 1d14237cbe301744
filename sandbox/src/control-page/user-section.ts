import { html, type Html } from '../html.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import { everyUser } from './every-user.ts'

/** The first users, beside the requests. */
export function userSection(world: SimulatedWorld, most: number): Html {
  const everyone = everyUser(world)
  return html`<section>
    <h2>Users</h2>
    <ul>
      ${everyone.slice(0, most).map(
        ({ title, apps, username, password, accountName }) =>
          html`<li class="user">
            <span class="provider" title="${title}" role="img" aria-label="${title}">${initials(title)}</span>
            <span class="who" title="${accountName}">
              <code class="cut">${username}</code>
              <code class="soft">${password}</code>
            </span>
            <span class="soft">${apps === 0 ? '' : apps === 1 ? '1 app' : `${apps} apps`}</span>
            ${revokeForm(username)}
          </li>`,
      )}
    </ul>
    ${
      everyone.length > most &&
      html`<p class="soft"><a href="/_sandbox/?tab=users">And ${everyone.length - most} more</a></p>`
    }
  </section>`
}

/** `MailUp` is `MU`: the capital letters of its name. */
const initials = (title: string): string => (title.match(/[A-Z]/g) ?? []).slice(0, 2).join('')

export function revokeForm(username: string): Html {
  return html`<form method="post">
    <input type="hidden" name="action" value="revoke" />
    <button
      class="small"
      name="username"
      value="${username}"
      aria-label="Revoke all apps of ${username}"
      title="Revoke all apps of ${username}"
    >
      Revoke
    </button>
  </form>`
}
