import { find } from './elements.js'

/* The sandbox’s clock goes on as the computer’s does, and the chosen tab is visible on a narrow screen. */

const shown = find('#clock')
const openedAt = performance.now()
const start = Date.parse(shown.dataset['now'] ?? '')

setInterval(() => {
  const now = new Date(start + performance.now() - openedAt)
  shown.textContent = now.toUTCString().replace(/(\d{4}) (.*) GMT$/, '$1, $2')
}, 1000)

find('nav [aria-current]').scrollIntoView({ inline: 'nearest', block: 'nearest' })
