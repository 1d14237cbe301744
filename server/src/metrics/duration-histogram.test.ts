import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DurationHistogram } from './duration-histogram.ts'

test('buckets are cumulative, a bound belongs to its bucket, and label values are escaped', () => {
  const histogram = new DurationHistogram({ name: 'x_seconds', help: 'Durations.', buckets: [0.1, 1] })
  const series = histogram.series({ method: 'GET', route: 'a"\\\nb' })
  for (const seconds of [0.05, 0.1, 0.5, 3]) series.observe(seconds)
  const labels = 'method="GET",route="a\\"\\\\\\nb"'
  assert.equal(
    histogram.text(),
    [
      '# HELP x_seconds Durations.',
      '# TYPE x_seconds histogram',
      `x_seconds_bucket{le="0.1",${labels}} 2`,
      `x_seconds_bucket{le="1",${labels}} 3`,
      `x_seconds_bucket{le="+Inf",${labels}} 4`,
      `x_seconds_sum{${labels}} 3.65`,
      `x_seconds_count{${labels}} 4`,
      '',
    ].join('\n'),
  )
})
