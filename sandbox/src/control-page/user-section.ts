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
            <span
              ><strong>${accountName}</strong>
              <span class="soft"
                >${title}, ${apps === 1 ? '1 app' : `${apps === 0 ? 'no' : apps} apps`}</span
              ></span
            >
            <span><code>${username}</code> <code class="soft">${password}</code></span>
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

export function revokeForm(username: string): Html {
  return html`<form method="post">
    <input type="hidden" name="action" value="revoke" />
    <button name="username" value="${username}" aria-label="Revoke all apps of ${username}">Revoke</button>
  </form>`
}
