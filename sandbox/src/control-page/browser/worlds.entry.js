import { add, find } from './elements.js'

/* Which world the page shows, and the others: a test that names one is not seen in the default world. */

const HOST = /^(?:(.+)\.)?localhost$|^127\.|^\[::1\]$/

/** @param {string} name empty: the default world */
const urlOf = (name) => {
  const url = new URL(location.href)
  url.hostname = name === '' ? 'localhost' : `${name}.localhost`
  return url.href
}

async function show() {
  const [isLocal, shown = ''] = HOST.exec(location.hostname) ?? []
  const response = isLocal === undefined ? undefined : await fetch('/_sandbox/worlds')
  /** @type {readonly string[]} */
  const names = response?.ok ? await response.json() : []
  if (names.length === 0) return
  const section = find('#worlds')
  const select = add(section, 'select')
  select.setAttribute('aria-label', 'World')
  for (const name of ['', ...names.toSorted()]) {
    const option = add(select, 'option', name === '' ? 'Default world' : name)
    option.value = name
    option.selected = name === shown
  }
  select.addEventListener('change', () => location.assign(urlOf(select.value)))
  section.hidden = false
}

void show()
