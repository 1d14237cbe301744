import { Skeleton } from '../../ui/skeleton.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Metrics } from './metrics.tsx'
import { NeedsAttention } from './needs-attention.tsx'
import type { Period } from './period.ts'
import { useSteps } from './use-steps.ts'

/** Rendered together, so that nothing moves down. */
export function OverviewContent({ period }: { readonly period: Period }) {
  const steps = useSteps()
  if (steps === undefined) return <Skeleton lines={6} />
  return (
    <>
      <NeedsAttention />
      <FirstSteps steps={steps} />
      <Metrics period={period} />
    </>
  )
}
