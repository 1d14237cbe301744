import { add, addStatus, find, findInput } from './elements.js'
import { showExchange } from './exchange.js'

/* Follows the requests, and shows the chosen one whole. */

/** @typedef {import('../../recorded-exchange.ts').SandboxRequest} Line */

const REFRESH_MS = 1000
const MAX_SHOWN = 200

const list = find('#requests')
const search = findInput('#search')
const pause = find('#pause')
/** As in widths.css. */
const isNarrow = matchMedia('(max-width: 1080px)')

/** @type {Line[]} Oldest first. */
let requests = []
/** The newest answer: one that is the same changes nothing. */
let drawn = ''
/** @type {number | undefined} */
let chosen
let isPaused = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting

async function refresh() {
  clearTimeout(waiting)
  if (!isPaused) await read()
  clearTimeout(waiting)
  waiting = setTimeout(refresh, REFRESH_MS)
}

async function read() {
  const words = search.value
  const query = new URLSearchParams({ limit: String(MAX_SHOWN), search: words })
  const response = await fetch(`/_sandbox/requests?${query}`).catch(() => undefined)
  // A sandbox that has stopped may start again.
  if (!response?.ok) return
  const text = await response.text()
  if (text === drawn || words !== search.value) return
  drawn = text
  requests = JSON.parse(text)
  draw(Number(response.headers.get('sandbox-requests')))
}

/** @param {number} total */
function draw(total) {
  const isSearched = search.value !== ''
  const count = total.toLocaleString('en')
  if (!isSearched) find('nav [aria-current] .count').textContent = count
  find('#count').textContent =
    total > requests.length
      ? `The newest ${requests.length} of ${count}. Search finds the others.`
      : isSearched && total === 0
        ? 'No request matches.'
        : ''
  const hint = document.querySelector('#hint')
  if (hint && requests.length > 0) {
    hint.textContent = 'Choose a request to see all of it.'
    document.querySelector('#first')?.remove()
  }
  const focused = focusedId()
  list.replaceChildren()
  for (const line of requests.toReversed()) {
    const button = addLine(line)
    if (line.id === focused) button.focus({ preventScroll: true })
  }
}

function focusedId() {
  const button = document.activeElement?.closest('#requests button')
  return button instanceof HTMLElement ? Number(button.dataset['id']) : undefined
}

/** @param {Line} line */
function addLine(line) {
  const button = add(add(list, 'li'), 'button')
  button.type = 'button'
  button.dataset['id'] = String(line.id)
  if (line.id === chosen) button.setAttribute('aria-current', 'true')
  add(button, 'span', line.method, 'method')
  add(button, 'code', line.path, 'cut').title = line.path
  addStatus(button, line.status, 'right')
  add(button, 'span', line.at.slice(11, 19), 'soft')
  add(button, 'span', line.host, 'soft cut').title = line.host
  const note = line.fault ? 'fault' : line.sandboxStatus === 'not_implemented' ? 'not simulated' : ''
  const duration = line.durationMs === undefined ? '' : `${line.durationMs} ms`
  add(button, 'span', note || duration, note === '' ? 'soft right' : 'tag')
  button.addEventListener('click', () => choose(line))
  return button
}

/** @param {Line} line */
async function choose(line) {
  chosen = line.id
  for (const button of list.querySelectorAll('button'))
    if (button.dataset['id'] === String(line.id)) button.setAttribute('aria-current', 'true')
    else button.removeAttribute('aria-current')
  await showExchange(line, { isChosen: () => chosen === line.id, refresh })
  // In a narrow window it lies below the list.
  if (isNarrow.matches) find('#detail').scrollIntoView({ block: 'start' })
}

/** @param {boolean} value */
function setPaused(value) {
  isPaused = value
  pause.setAttribute('aria-pressed', String(value))
}

list.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key]
  const item = document.activeElement?.closest('#requests li')
  if (step === undefined || !item) return
  event.preventDefault()
  const next = Reflect.get(item, step)?.querySelector('button')
  next?.focus()
  next?.click()
})
search.addEventListener('input', refresh)
pause.addEventListener('click', () => {
  setPaused(!isPaused)
  if (!isPaused) void refresh()
})
find('#clear').addEventListener('click', async () => {
  await fetch('/_sandbox/requests', { method: 'DELETE' })
  setPaused(false)
  await refresh()
})
const origin = document.querySelector('#origin')
if (origin) origin.textContent = location.origin
void refresh()
