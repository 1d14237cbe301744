import { faultSection } from './fault-rules.ts'
import { html, page, type Html } from './html.ts'
import { journal, JOURNAL_STYLE } from './journal-page.ts'
import { notImplemented } from './not-implemented.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** The page of the sandbox: every request with its response, the clock, users, faults, and what is not simulated. */
export function controlPage(world: SimulatedWorld, done: Done = {}): string {
  return page(
    { title: 'Control', place: 'providers', accent: '#1f53b8', style: JOURNAL_STYLE },
    html`<header class="top">
        <h1>Sandbox</h1>
        ${clockSection(world)}
      </header>
      ${doneSection(world, done)}
      <div class="columns">
        ${journal(world.requests.list({}).length === 0)}
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

function userSection(world: SimulatedWorld): Html {
  const everyone = world.providers.flatMap((provider) =>
    provider.addUser ? provider.users(world).map((user) => ({ ...user, provider: provider.title })) : [],
  )
  return html`<h2>Users</h2>
    <ul class="rules">
      ${everyone.slice(0, 20).map(
        ({ provider, username, password, accountName }) =>
          html`<li>
            <strong>${accountName}</strong> <span class="soft">${provider}</span> <code>${username}</code>
            <code>${password}</code>
            <form method="post">
              <input type="hidden" name="action" value="revoke" />
              <button class="quiet" name="username" value="${username}">Revoke all apps</button>
            </form>
          </li>`,
      )}
    </ul>`
}
