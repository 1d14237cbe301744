import { after } from 'node:test'

type Step = () => Promise<void>

/** Callbacks to run after the last of several test files in this process; undefined if each file has its own process. */
let steps: Step[] | undefined

/** Call it before the files of a process are imported. */
export function shareProcess(): void {
  const added: Step[] = (steps = [])
  after(async () => {
    for (const step of added) await step()
  })
}

/** Call it while a test file is imported. */
export function afterLastFile(step: Step): void {
  if (steps) steps.push(step)
  else after(step)
}
