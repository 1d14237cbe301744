import { html, page, type Html } from '../html.ts'
import type { SimulatedWorld } from '../simulated-world.ts'
import { appTable } from './app-table.ts'
import { readStyle } from './browser-files.ts'
import { faultSection } from './fault-section.ts'
import { icon, icons, mark } from './icons.ts'
import { journal } from './journal.ts'
import { notSimulatedSection } from './not-simulated-section.ts'
import { userSection } from './user-section.ts'
import { userTable } from './user-table.ts'

/** The state of the page: what it shows, and the result of the last action, from the redirect. */
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
        ${journal(world)}
        <aside aria-label="World">
          <section id="worlds" hidden><h2>World</h2></section>
          ${faultSection(world)} ${userSection(world, SHORT)} ${notSimulatedSection(world, SHORT)}
          ${portalSection(world)} ${stateSection()}
        </aside>
      </div>
      <script type="module" src="/_sandbox/browser/journal.entry.js"></script>
      <script type="module" src="/_sandbox/browser/import-state.entry.js"></script>
      <script type="module" src="/_sandbox/browser/worlds.entry.js"></script>
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
    count: (world) => world.requests.notImplemented.list().length,
    content: (world) => html`<div class="whole narrow">${notSimulatedSection(world)}</div>`,
  },
]

/** The page of the sandbox: every request with its response, users, apps, faults, what is not simulated, and the clock. */
export function controlPage(world: SimulatedWorld, shown: Shown = {}): string {
  const chosen = TABS.find(({ id }) => id === shown.tab) ?? TABS[0]
  return page(
    { title: 'Control', place: 'providers', accent: ACCENT, style: readStyle() },
    html`${icons()}
      <div class="page">
        <header class="top">
          <h1>${mark()}Sandbox</h1>
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
        <script type="module" src="/_sandbox/browser/header.entry.js"></script>
      </div>`,
  )
}

/** The dashboard’s, in the light and in the dark. */
const ACCENT = 'light-dark(oklch(0.47 0.17 262), oklch(0.735 0.118 263))'

const CURRENT = html`aria-current="page"`

const DONE: Readonly<Record<string, string>> = {
  clock: 'The clock has moved.',
  reset: 'The sandbox was reset.',
  import: 'The state was imported.',
  'no-import': 'The file is not a state that a sandbox exported. Nothing has changed.',
  answer: 'The response was added.',
  fault: 'The fault applies from now on.',
  'switch-fault': 'The fault is switched on or off.',
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
  return html`<form method="post" class="acts state">
    <a class="button" href="/_sandbox/state" download="sandbox-state.json">${icon('export')}Export state</a>
    <button type="button" id="import-state">${icon('import')}Import state</button>
    <input type="file" id="state-file" accept=".json,application/json" aria-label="State to import" hidden />
    <button class="danger" name="action" value="reset">${icon('reset')}Reset sandbox</button>
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
    <span class="time">
      ${icon('clock')}
      <strong id="clock" data-now="${world.clock.now().toISOString()}">${timeOf(world.clock.now())}</strong>
      <span class="soft">GMT</span>
    </span>
    <input type="hidden" name="action" value="clock" />
    ${steps.map(([label, seconds]) => html`<button name="seconds" value="${seconds}">+${label}</button>`)}
  </form>`
}

/** `Thu, 26 Nov 2026, 04:07:30`. */
const timeOf = (now: Date): string => now.toUTCString().replace(/(\d{4}) (.*) GMT$/, '$1, $2')
