import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import manifest from '../package.json' with { type: 'json' }

/*
 * `npm run check`: all scripts of package.json whose name begins with `check:`, concurrently. Each runs to its end, so that all errors
 * are reported at once.
 */

const scripts = Object.entries(manifest.scripts).filter(([name]) => name.startsWith('check:'))

await Promise.all(
  scripts.map(async ([name, command]) => {
    const child = spawn(`{ ${command}\n} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
    const [printed, [status]] = await Promise.all([text(child.stdout), once(child, 'close')])
    if (status === 0) return
    process.exitCode = 1
    process.stdout.write(`${printed}\nnpm run ${name} failed.\n`)
  }),
)
