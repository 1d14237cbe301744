import { faultSection } from './fault-rules.ts'
import { html, page, type Html } from './html.ts'
import { journal } from './journal-page.ts'
import { JOURNAL_STYLE } from './journal-style.ts'
import { notImplemented } from './not-implemented.ts'
import type { SimulatedProvider } from './kernel/simulated-provider.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** The page of the sandbox: every request with its response, the clock, users, faults, and what is not simulated. */
export function controlPage(world: SimulatedWorld, done: Done = {}): string {
  return page(
    { title: 'Control', place: 'providers', accent: '#1f53b8', style: JOURNAL_STYLE },
    html`<div class="page">
      <header class="top">
        <h1>Sandbox</h1>
        <span class="tag">Nothing here is real</span>
        ${clockSection(world)}
      </header>
      ${doneSection(world, done)}
      <div class="columns">
        ${journal(world.requests.list({}).length === 0)}
        <aside aria-label="World">
          ${faultSection(world)} ${userSection(world)} ${notSimulatedSection(world)} ${portalSection(world)}
          <form method="post" class="acts">
            <a class="button" href="/_sandbox/state" download="sandbox-state.json">Export state</a>
            <button class="danger" name="action" value="reset">Reset sandbox</button>
          </form>
        </aside>
      </div>
      <script src="/_sandbox/journal.js"></script>
    </div>`,
  )
}

/** What a button has done, as the redirect after it says it. */
export interface Done {
  readonly done?: string | undefined
  readonly username?: string | undefined
}

const DONE: Readonly<Record<string, string>> = {
  clock: 'The clock has moved.',
  reset: 'Everything is as it was at the start.',
  answer: 'The operation has an answer now.',
  fault: 'The fault applies from now on.',
  'remove-fault': 'The fault is removed.',
  'clear-faults': 'All faults are removed.',
}

function doneSection(world: SimulatedWorld, { done = '', username }: Done): Html | undefined {
  const isUser = world.providers.some((provider) =>
    provider.users(world).some((user) => user.username === username),
  )
  const sentence =
    done === 'revoke' && isUser
      ? `${username} has revoked all apps. An application learns it with its next call or check.`
      : DONE[done]
  return sentence === undefined ? undefined : html`<p class="done" role="status">${sentence}</p>`
}

function portalSection({ providers }: SimulatedWorld): Html {
  const portals = providers.flatMap((provider) => provider.portals)
  return html`<section>
    <h2>Portals</h2>
    <ul>
      ${portals.map(([name, path]) => html`<li><a href="${path}">${name}</a></li>`)}
    </ul>
  </section>`
}

function notSimulatedSection(world: SimulatedWorld): Html {
  const requested = notImplemented(world)
  return html`<section>
    <h2>Requested, not simulated</h2>
    ${requested.length === 0 && html`<p class="soft">Nothing.</p>`}
    <ul>
      ${requested.slice(0, 20).map(
        ({ method, host, path, count }) =>
          html`<li>
            <details>
              <summary><code>${method} ${path}</code> ${count}×</summary>
              <form method="post">
                <input type="hidden" name="action" value="answer" />
                <input type="hidden" name="method" value="${method}" />
                <input type="hidden" name="host" value="${host}" />
                <input type="hidden" name="path" value="${path}" />
                <label>Status <input name="status" value="200" inputmode="numeric" /></label>
                <label>JSON <textarea name="body" rows="4">{}</textarea></label>
                <button class="main">Answer</button>
              </form>
            </details>
          </li>`,
      )}
    </ul>
    ${requested.length > 20 && html`<p class="soft">And ${requested.length - 20} more.</p>`}
  </section>`
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
    ${steps.map(([label, seconds]) => html`<button name="seconds" value="${seconds}">+ ${label}</button>`)}
  </form>`
}

function userSection(world: SimulatedWorld): Html {
  const everyone = world.providers.flatMap((provider) =>
    provider.addUser ? provider.users(world).map((user) => ({ user, provider })) : [],
  )
  return html`<section>
    <h2>Users</h2>
    <ul>
      ${everyone.slice(0, MOST_USERS).map(({ user: { username, password, accountName }, provider }) => {
        const apps = connectedApps(world, provider, username)
        return html`<li class="user">
          <span
            ><strong>${accountName}</strong>
            <span class="soft"
              >${provider.title}, ${apps === 1 ? '1 app' : `${apps === 0 ? 'no' : apps} apps`}</span
            ></span
          >
          <span><code>${username}</code> <code class="soft">${password}</code></span>
          <form method="post">
            <input type="hidden" name="action" value="revoke" />
            <button name="username" value="${username}" aria-label="Revoke all apps of ${username}">
              Revoke
            </button>
          </form>
        </li>`
      })}
    </ul>
    ${everyone.length > MOST_USERS && html`<p class="soft">And ${everyone.length - MOST_USERS} more.</p>`}
  </section>`
}

const MOST_USERS = 20

/** How many apps have a grant of this user, also at a provider that has the same users. */
function connectedApps(world: SimulatedWorld, provider: SimulatedProvider, username: string): number {
  const shared = world.providers.filter(
    (other) => other === provider || (!other.addUser && other.usersOf === provider.id),
  )
  const apps = shared.flatMap((other) =>
    other
      .grants(world)
      .filter((grant) => grant.username === username)
      .map(({ clientId }) => `${other.id} ${clientId}`),
  )
  return new Set(apps).size
}
