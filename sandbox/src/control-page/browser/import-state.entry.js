import { find, findInput } from './elements.js'

/* The button that imports a state which was exported. */

const file = findInput('#state-file')

find('#import-state').addEventListener('click', () => file.click())
file.addEventListener('change', async () => {
  const [chosen] = file.files ?? []
  if (!chosen) return
  const response = await fetch('/_sandbox/state', { method: 'PUT', body: await chosen.text() })
  location.href = `/_sandbox/?done=${response.ok ? 'import' : 'no-import'}`
})
