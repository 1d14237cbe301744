import { Select } from '../../ui/select.tsx'
import { number } from '../../ui/number.ts'
import { texts } from '../../words/index.ts'
import { useLabels } from './use-labels.ts'

interface LabelFilterProps {
  /** `plan:pro`; undefined: connections with any label or none. */
  readonly value: string | undefined
  readonly onChange: (value: string) => void
}

/** The filter for a label; hidden while no connection has one. */
export function LabelFilter({ value, onChange }: LabelFilterProps) {
  const { items, isComplete } = useLabels()
  const options = items.map(
    ({ name, value: each, count }) => [`${name}:${each}`, `${name}:${each} (${number(count)})`] as const,
  )
  // The URL may name a label that no longer exists, or is rare.
  const isKnown = value === undefined || options.some(([key]) => key === value)
  if (options.length === 0 && value === undefined) return null
  return (
    <Select
      className="max-tablet:min-w-[40%] max-tablet:flex-auto tablet:max-w-60"
      aria-label={texts.labels.label}
      data-testid="label-filter"
      value={value ?? ''}
      options={[['', texts.labels.any], ...options, ...(isKnown ? [] : [[value, value] as const])]}
      note={isComplete ? undefined : texts.labels.mostUsed}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
