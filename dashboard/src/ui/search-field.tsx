import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { inputClass } from './field.tsx'

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly className?: string
  /** The IDs of the list box and of the active option. */
  readonly combobox?: {
    readonly listId: string
    readonly isOpen: boolean
    readonly activeId: string | undefined
  }
}

/** The search of a page; `/` focuses it. */
export function SearchField({ label, value, onChange, className = '', combobox }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      const { target } = event
      const typing = target instanceof HTMLElement && target.matches('input, textarea, select')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', focus)
    return () => removeEventListener('keydown', focus)
  }, [])
  return (
    <span className={`relative flex ${className}`}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(combobox && {
          role: 'combobox',
          autoComplete: 'off',
          'aria-expanded': combobox.isOpen,
          'aria-controls': combobox.listId,
          'aria-activedescendant': combobox.activeId,
        })}
        className={`${inputClass} border-border-strong pl-8!`}
      />
    </span>
  )
}
