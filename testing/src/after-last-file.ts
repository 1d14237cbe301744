import { after } from 'node:test'

type Step = () => Promise<void>

/** What is done when the last of several test files of this process has ended; undefined where a file has a process of its own. */
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
