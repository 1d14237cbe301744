import { html, type Html } from '../html.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import { everyUser } from './every-user.ts'
import { revokeForm } from './user-section.ts'

/** The users of each provider, with their credentials. */
export function userTable(world: SimulatedWorld): Html {
  return html`<section>
    <h2>Users</h2>
    <div class="table" role="region" aria-label="Users" tabindex="0">
      <table>
        <thead>
          <tr>
            <th>Account</th>
            <th>Provider</th>
            <th>User</th>
            <th>Password</th>
            <th>API key</th>
            <th class="right">Apps</th>
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${everyUser(world).map(
            ({ title, username, password, accountName, apiKeys, apps }) =>
              html`<tr>
                <td><strong>${accountName}</strong></td>
                <td>${title}</td>
                <td><code>${username}</code></td>
                <td><code>${password}</code></td>
                <td>${apiKeys.map((key) => html`<code>${key}</code> `)}</td>
                <td class="right">${apps}</td>
                <td class="right">${revokeForm(username)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}
