import { unknownSettings } from '@letterlock/server/unknown-settings.ts'
import type { Command } from 'commander'
import { fail } from './fail.ts'
import { note } from './output.ts'
import { assertUsed } from './global-options.ts'
import { createProgram } from './program.ts'

/** The reader of a pipe may stop, as “head” does: exit without an error. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') fail(error, false)
    process.exit()
  })
  process.stderr.on('error', () => undefined)
}

endWithReader()
let running: Command | undefined
const program = (await createProgram(process.argv.slice(2))).hook('preAction', (program, command) => {
  running = command
  assertUsed(program, command)
  // The server that `start` launches prints these warnings itself.
  if (command.parent !== program || command.name() !== 'start')
    for (const warning of unknownSettings(process.env)) note(`Warning: ${warning}`)
})
await program.parseAsync().catch((error: unknown) => fail(error, process.argv.includes('--json'), running))
