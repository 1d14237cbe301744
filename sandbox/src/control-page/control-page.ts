import { html, page, type Html } from '../html.ts'
import { notImplemented } from '../not-implemented.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import { appTable } from './app-table.ts'
import { faultSection } from './fault-section.ts'
import { journal } from './journal.ts'
import { notSimulatedSection } from './not-simulated-section.ts'
import { STYLE } from './style.ts'
import { userSection } from './user-section.ts'
import { userTable } from './user-table.ts'

/** What the page shows, and what a button has done, as the redirect after it says it. */
export interface Shown {
  readonly tab?: string | undefined
  readonly done?: string | undefined
  readonly username?: string | undefined
}

interface Tab {
  readonly id: string
  readonly name: string
  readonly count: (world: SimulatedWorld) => number
  readonly content: (world: SimulatedWorld) => Html
}

const SHORT = 20

const TABS: readonly Tab[] = [
  {
    id: 'requests',
    name: 'Requests',
    count: ({ requests }) => requests.size,
    content: (world) => html`
      <div class="columns">
        ${journal(world.requests.size === 0)}
        <aside aria-label="World">
          ${faultSection(world)} ${userSection(world, SHORT)} ${notSimulatedSection(world, SHORT)}
          ${portalSection(world)} ${stateSection()}
        </aside>
      </div>
      <script src="/_sandbox/journal.js"></script>
    `,
  },
  {
    id: 'users',
    name: 'Users',
    count: (world) =>
      world.providers.reduce(
        (sum, provider) => sum + (provider.addUser ? provider.users(world).length : 0),
        0,
      ),
    content: (world) => html`<div class="whole">${userTable(world)} ${portalSection(world)}</div>`,
  },
  {
    id: 'apps',
    name: 'Apps',
    count: (world) => world.providers.reduce((sum, provider) => sum + provider.apps(world).length, 0),
    content: (world) => html`<div class="whole">${appTable(world)} ${portalSection(world)}</div>`,
  },
  {
    id: 'faults',
    name: 'Faults',
    count: ({ faults }) => faults.list().length,
    content: (world) => html`<div class="whole narrow">${faultSection(world, true)}</div>`,
  },
  {
    id: 'not-simulated',
    name: 'Not simulated',
    count: (world) => notImplemented(world).length,
    content: (world) => html`<div class="whole narrow">${notSimulatedSection(world)}</div>`,
  },
]

/** The page of the sandbox: every request with its response, users, apps, faults, what is not simulated, and the clock. */
export function controlPage(world: SimulatedWorld, shown: Shown = {}): string {
  const chosen = TABS.find(({ id }) => id === shown.tab) ?? TABS[0]
  return page(
    { title: 'Control', place: 'providers', accent: '#1f53b8', style: STYLE },
    html`<div class="page">
      <header class="top">
        <h1>Sandbox</h1>
        <span class="tag">Nothing here is real</span>
        <nav aria-label="Parts of the sandbox">
          ${TABS.map(
            (tab) =>
              html`<a href="/_sandbox/?tab=${tab.id}" ${tab === chosen && CURRENT}
                >${tab.name} <span class="count">${tab.count(world).toLocaleString('en')}</span></a
              >`,
          )}
        </nav>
        ${clockSection(world)}
      </header>
      ${doneSection(world, shown)} ${chosen?.content(world)}
    </div>`,
  )
}

const CURRENT = html`aria-current="page"`

const DONE: Readonly<Record<string, string>> = {
  clock: 'The clock has moved.',
  reset: 'Everything is as it was at the start.',
  answer: 'The operation has an answer now.',
  fault: 'The fault applies from now on.',
  'switch-fault': 'The fault is switched.',
  'remove-fault': 'The fault is removed.',
  'clear-faults': 'All faults are removed.',
}

function doneSection(world: SimulatedWorld, { done = '', username }: Shown): Html | undefined {
  const isUser = world.providers.some((provider) =>
    provider.users(world).some((user) => user.username === username),
  )
  const sentence =
    done === 'revoke' && isUser
      ? `${username} has revoked all apps. An application learns it with its next call or check.`
      : DONE[done]
  return sentence === undefined ? undefined : html`<p class="done" role="status">${sentence}</p>`
}

function stateSection(): Html {
  return html`<form method="post" class="acts">
    <a class="button" href="/_sandbox/state" download="sandbox-state.json">Export state</a>
    <button class="danger" name="action" value="reset">Reset sandbox</button>
  </form>`
}

function portalSection({ providers }: SimulatedWorld): Html {
  const portals = providers.flatMap((provider) => provider.portals)
  return html`<section>
    <h2>Portals</h2>
    <ul class="links">
      ${portals.map(([name, path]) => html`<li><a href="${path}">${name}</a></li>`)}
    </ul>
  </section>`
}

function clockSection(world: SimulatedWorld) {
  const steps: [string, number][] = [
    ['31 s', 31],
    ['1 h', 3600],
    ['1 d', 86_400],
    ['30 d', 2_592_000],
  ]
  return html`<form method="post" class="clock">
    <strong>${world.clock.now().toUTCString()}</strong>
    <input type="hidden" name="action" value="clock" />
    ${steps.map(([label, seconds]) => html`<button name="seconds" value="${seconds}">+${label}</button>`)}
  </form>`
}
