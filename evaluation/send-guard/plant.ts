import { registerHooks } from 'node:module'
import { MUTATIONS } from './mutations.ts'

/* node --import ./plant.ts main.ts: runs with the mistake whose number is in SEND_GUARD_MISTAKE. No file is changed. */

const mutation = MUTATIONS[Number(process.env['SEND_GUARD_MISTAKE'])]
if (!mutation) throw new RangeError('SEND_GUARD_MISTAKE is not the number of a mistake.')
const { file, from, to } = mutation

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(`/server/src/${file}`)) return loaded
    const { source: read } = loaded
    const source = typeof read === 'string' ? read : new TextDecoder().decode(read)
    if (!source.includes(from)) throw new Error(`${file} does not contain: ${from}`)
    return { ...loaded, source: source.replace(from, () => to) }
  },
})
