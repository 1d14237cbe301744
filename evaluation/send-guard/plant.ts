import { registerHooks } from 'node:module'
import { MUTATIONS, replacementsOf } from './mutations.ts'

/* node --import ./plant.ts main.ts: runs with the mistake whose number is in SEND_GUARD_MISTAKE. No file is changed. */

const mutation = MUTATIONS[Number(process.env['SEND_GUARD_MISTAKE'])]
if (!mutation) throw new RangeError('SEND_GUARD_MISTAKE is not the number of a mistake.')
const replacements = replacementsOf(mutation)

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const here = replacements.filter(({ file }) => url.endsWith(`/server/src/${file}`))
    if (here.length === 0) return loaded
    const { source: read } = loaded
    let source = typeof read === 'string' ? read : new TextDecoder().decode(read)
    for (const { file, from, to } of here) {
      if (!source.includes(from)) throw new Error(`${file} does not contain: ${from}`)
      source = source.replace(from, () => to)
    }
    return { ...loaded, source }
  },
})
