import { html, type Html } from '../html.ts'
import type { SimulatedWorld } from '../simulated-world.ts'

/** The registered apps of all providers, with how many users have allowed each. */
export function appTable(world: SimulatedWorld): Html {
  const apps = world.providers.flatMap((provider) =>
    provider.apps(world).map((app) => ({
      ...app,
      title: provider.title,
      users: new Set(
        provider
          .grants(world)
          .filter(({ clientId }) => clientId === app.clientId)
          .map(({ username }) => username),
      ).size,
    })),
  )
  return html`<section>
    <h2>Apps</h2>
    ${
      apps.length === 0
        ? html`<p class="soft">
            None. Register one in a portal below, with <code>POST /_sandbox/PROVIDER/apps</code>, or in a
            fixtures file.
          </p>`
        : html`<div class="table" role="region" aria-label="Apps" tabindex="0">
            <table>
              <thead>
                <tr>
                  <th>App</th>
                  <th>Provider</th>
                  <th>Client ID</th>
                  <th>Redirect URI</th>
                  <th class="right">Users</th>
                </tr>
              </thead>
              <tbody>
                ${apps.map(
                  ({ name, title, clientId, redirectUri, users }) =>
                    html`<tr>
                      <td><strong>${name}</strong></td>
                      <td>${title}</td>
                      <td><code>${clientId}</code></td>
                      <td><code>${redirectUri}</code></td>
                      <td class="right">${users}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`
}
