import { FAULT_KINDS } from './faults.ts'
import { html, page } from './html.ts'
import type { World } from './world.ts'

export function controlPage(world: World): string {
  return page(
    { title: 'Control', place: 'providers', accent: '#7aa2c9' },
    html`<h1>Sandbox</h1>
      <p>Simulates these providers. Nothing leaves this machine.</p>
      <p>
        <a class="button" href="/admin.mailchimp.com/account/oauth2/">Mailchimp: registered apps</a>
        <a class="button quiet" href="/admin.mailchimp.com/account/api/">Mailchimp: authorized apps</a>
        <a class="button" href="/developers.mailup.com/">MailUp: applications</a>
        <a class="button quiet" href="/console.mailup.com/">MailUp: authorized applications</a>
        <a class="button" href="/app.constantcontact.com/pages/dma/portal/"
          >Constant Contact: my applications</a
        >
        <a class="button quiet" href="/constantcontact.mashery.com/apps/mykeys"
          >Constant Contact v2: my keys</a
        >
      </p>
      ${clockSection(world)} ${userSection(world)} ${faultSection(world)} ${requestSection(world)}
      <form method="post"><button class="quiet" name="action" value="reset">Reset sandbox</button></form>`,
  )
}

function clockSection(world: World) {
  const steps: [string, number][] = [
    ['31 seconds', 31],
    ['1 hour', 3600],
    ['1 day', 86_400],
    ['30 days', 2_592_000],
  ]
  return html`<h2>Clock</h2>
    <p>The sandbox's time is <strong>${world.clock.now().toUTCString()}</strong>.</p>
    <form method="post">
      <input type="hidden" name="action" value="clock" />
      ${steps.map(([label, seconds]) => html`<button class="quiet" name="seconds" value="${seconds}">+ ${label}</button>`)}
    </form>`
}

function userSection(world: World) {
  const { users, accounts } = world.mailchimp
  const everyone = [
    ...Object.values(users).map(({ username, password, accountId }) => ({
      provider: `Mailchimp (${accounts[accountId]?.dataCenter})`,
      username,
      password,
      account: accounts[accountId]?.name,
    })),
    ...Object.values(world.constantContact.users).map(({ username, password, organization }) => ({
      provider: 'Constant Contact (v3, v2)',
      username,
      password,
      account: organization,
    })),
    ...Object.values(world.mailup.users).map(({ username, password, company }) => ({
      provider: 'MailUp',
      username,
      password,
      account: company,
    })),
  ]
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
            <td>${user.account}</td>
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

function faultSection(world: World) {
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
    </form>`
}

function requestSection(world: World) {
  const requests = world.requests.list().slice(-15).toReversed()
  return html`<h2>Recent requests</h2>
    ${
      requests.length === 0
        ? html`<p class="soft">None yet.</p>`
        : html`<table>
            ${requests.map(
              (request) =>
                html`<tr>
                  <td>${request.at.slice(11, 19)}</td>
                  <td>${request.method}</td>
                  <td>${request.host}${request.path}</td>
                  <td>${request.status || 'no response'}</td>
                </tr>`,
            )}
          </table>`
    }`
}
