import { Card } from '../../ui/card.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'

/** About as high as the charts, to avoid layout shifts. */
export function MetricsPlaceholder() {
  return (
    <Card title={texts.charts.calls}>
      <div className="h-72">
        <Skeleton lines={6} />
      </div>
    </Card>
  )
}
