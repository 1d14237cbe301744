import { ChevronsUpDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'
import { inputClass } from './field.tsx'

interface SelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  readonly options: readonly (readonly [value: string, name: string])[]
  /** A hint after the options, which cannot be chosen. */
  readonly note?: string | undefined
}

/** The browser's own select: it works with every keyboard, phone and screen reader. */
export function Select({ options, note, ...select }: SelectProps) {
  return (
    <Frame {...select}>
      <Options options={options} />
      {note !== undefined && <option disabled>{note}</option>}
    </Frame>
  )
}

interface GroupedSelectProps extends SelectHTMLAttributes<HTMLSelectElement> {
  /** The placeholder. */
  readonly first: string
  readonly groups: readonly (readonly [name: string, options: SelectProps['options']])[]
}

export function GroupedSelect({ first, groups, ...select }: GroupedSelectProps) {
  return (
    <Frame {...select}>
      <option value="">{first}</option>
      {groups.map(([name, options]) => (
        <optgroup key={name} label={name}>
          <Options options={options} />
        </optgroup>
      ))}
    </Frame>
  )
}

function Options({ options }: Pick<SelectProps, 'options'>) {
  return options.map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ))
}

function Frame({ className = '', children, ...select }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <span className={`relative inline-flex max-w-full flex-none ${className}`}>
      <select {...select} className={`${inputClass} appearance-none text-ellipsis pr-8!`}>
        {children}
      </select>
      <ChevronsUpDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  )
}
