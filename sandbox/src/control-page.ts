import { FAULT_KINDS } from './faults.ts'
import { html, page, type Html } from './html.ts'
import { journal, JOURNAL_STYLE } from './journal-page.ts'
import { notImplemented } from './not-implemented.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** The page of the sandbox: every request with its response, the clock, users, faults, and what is not simulated. */
export function controlPage(world: SimulatedWorld): string {
  return page(
    { title: 'Control', place: 'providers', accent: '#1f53b8', style: JOURNAL_STYLE },
    html`<header class="top">
        <h1>Sandbox</h1>
        ${clockSection(world)}
      </header>
      <div class="columns">
        ${journal()}
        <aside>
          ${faultSection(world)} ${userSection(world)} ${notSimulatedSection(world)} ${portalSection(world)}
          <p><a class="button quiet" href="/_sandbox/state" download="sandbox-state.json">Export state</a></p>
          <form method="post">
            <button class="quiet" name="action" value="reset">Reset sandbox</button>
          </form>
        </aside>
      </div>
      <script src="/_sandbox/journal.js"></script>`,
  )
}

function portalSection({ providers }: SimulatedWorld): Html {
  const portals = providers.flatMap((provider) => provider.portals)
  return html`<h2>Portals</h2>
    <ul>
      ${portals.map(([name, path]) => html`<li><a href="${path}">${name}</a></li>`)}
    </ul>`
}

function notSimulatedSection(world: SimulatedWorld): Html {
  const requested = notImplemented(world)
  return html`<h2>Requested, not simulated</h2>
    ${requested.length === 0 && html`<p class="soft">Nothing.</p>`}
    ${requested.slice(0, 20).map(
      ({ method, host, path, count }) =>
        html`<details>
          <summary><code>${method} ${path}</code> ${count}×</summary>
          <form method="post">
            <input type="hidden" name="action" value="answer" />
            <input type="hidden" name="method" value="${method}" />
            <input type="hidden" name="host" value="${host}" />
            <input type="hidden" name="path" value="${path}" />
            <label>Status <input name="status" value="200" inputmode="numeric" /></label>
            <label>JSON <textarea name="body" rows="4">{}</textarea></label>
            <button>Answer</button>
          </form>
        </details>`,
    )}`
}

function clockSection(world: SimulatedWorld) {
  const steps: [string, number][] = [
    ['31 seconds', 31],
    ['1 hour', 3600],
    ['1 day', 86_400],
    ['30 days', 2_592_000],
  ]
  return html`<form method="post" class="clock">
    <strong>${world.clock.now().toUTCString()}</strong>
    <input type="hidden" name="action" value="clock" />
    ${steps.map(([label, seconds]) => html`<button class="quiet" name="seconds" value="${seconds}">+ ${label}</button>`)}
  </form>`
}

function userSection(world: SimulatedWorld) {
  const everyone = world.providers.flatMap((provider) =>
    provider.addUser ? provider.users(world).map((user) => ({ ...user, provider: provider.title })) : [],
  )
  return html`<h2>Users</h2>
    <table>
      <tr>
        <th>Provider</th>
        <th>Username</th>
        <th>Password</th>
        <th>Account</th>
        <th></th>
      </tr>
      ${everyone.slice(0, 20).map(
        (user) =>
          html`<tr>
            <td>${user.provider}</td>
            <td><code>${user.username}</code></td>
            <td><code>${user.password}</code></td>
            <td>${user.accountName}</td>
            <td>
              <form method="post">
                <input type="hidden" name="action" value="revoke" />
                <button class="quiet" name="username" value="${user.username}">Revoke all apps</button>
              </form>
            </td>
          </tr>`,
      )}
    </table>`
}

function faultSection(world: SimulatedWorld) {
  const faults = world.faults.list()
  return html`<h2>Faults</h2>
    ${
      faults.length > 0 &&
      html`<table>
          ${faults.map(
            (fault) =>
              html`<tr>
                <td><strong>${fault.kind}</strong> ${fault.status}</td>
                <td>${fault.method} ${fault.host ?? 'all hosts'}${fault.path}</td>
                <td>
                  ${fault.remaining === undefined ? 'until removed' : `${fault.remaining} more requests`}
                </td>
              </tr>`,
          )}
        </table>
        <form method="post">
          <button class="quiet" name="action" value="clear-faults">Remove all faults</button>
        </form>`
    }
    <details>
      <summary>Add a fault</summary>
      <form method="post">
        <input type="hidden" name="action" value="fault" />
        <label for="kind">Fault</label>
        <select id="kind" name="kind">
          ${FAULT_KINDS.map((kind) => html`<option>${kind}</option>`)}
        </select>
        <label for="host">Host (empty: all)</label>
        <input id="host" name="host" placeholder="login.mailchimp.com" />
        <label for="path">Path begins with</label>
        <input id="path" name="path" placeholder="/oauth2/token" />
        <label for="status">Status (for the fault “status”)</label>
        <input id="status" name="status" inputmode="numeric" placeholder="503" />
        <label for="remaining">Number of requests (empty: until removed)</label>
        <input id="remaining" name="remaining" inputmode="numeric" placeholder="1" />
        <button>Add fault</button>
      </form>
    </details>`
}
