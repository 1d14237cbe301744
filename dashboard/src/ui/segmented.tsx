import { useId } from 'react'
import { classes } from './classes.ts'

interface SegmentedProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly (readonly [value: Value, name: string])[]
  readonly onChange: (value: Value) => void
}

/** A choice of a few visible options: radio buttons, so arrow keys work. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset
      className={classes(
        'inline-flex max-w-full min-w-0 flex-wrap rounded-md border border-border-strong bg-muted p-0.5',
        // More than fit beside each other on a phone are pairs.
        options.length > 3 && 'max-tablet:grid max-tablet:grid-cols-2',
      )}
    >
      <legend className="sr-only">{label}</legend>
      {options.map(([each, text]) => (
        <label
          key={each}
          className={classes(
            // Relative, so that its hidden input does not extend the scroll area.
            'relative flex h-10 items-center rounded-[5px] px-2.75 text-sm font-medium whitespace-nowrap has-focus-visible:shadow-[0_0_0_2px_var(--background),0_0_0_4px_var(--ring)] forced-colors:has-focus-visible:outline-2 tablet:h-7.25 tablet:px-2.5',
            each === value
              ? 'bg-card text-foreground ring ring-border-strong forced-colors:underline'
              : 'text-muted-foreground hover:text-foreground',
          )}
        >
          <input
            type="radio"
            name={name}
            value={each}
            checked={each === value}
            onChange={() => onChange(each)}
            className="sr-only"
          />
          {text}
        </label>
      ))}
    </fieldset>
  )
}
