import type { GuardResult } from './guard.ts'
import { canSend, guard, tryAttempts } from './guard.ts'
import type { Target } from './target.ts'

export interface Run extends GuardResult {
  readonly target: string
  /** Protocols in which a user who types the right text sends exactly one campaign. Must be all, or the run proves nothing. */
  readonly sends: boolean
}

/** Runs this number of cases against each target. */
export async function run(
  startTarget: (name: string) => Promise<Target>,
  names: readonly string[],
  { cases, seed }: { readonly cases: number; readonly seed: number },
): Promise<Run[]> {
  const runs: Run[] = []
  for (const name of names) {
    await using target = await startTarget(name)
    let sends = true
    for (const protocol of target.protocols) sends &&= await canSend(target, protocol)
    const attempted = await tryAttempts(target)
    const result = await guard(target, { cases, seed, first: seed % 1000 })
    runs.push({ target: name, sends, ...result, findings: [...attempted, ...result.findings] })
  }
  return runs
}
