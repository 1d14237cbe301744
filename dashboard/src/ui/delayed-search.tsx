import { useEffect, useRef, useState } from 'react'
import { SearchField } from './search-field.tsx'

/** Long enough for the next key, short enough to feel like typing. */
const DELAY_MS = 250

interface DelayedSearchProps {
  readonly label: string
  readonly value: string
  /** Called with the trimmed text, once the typing pauses. */
  readonly onChange: (text: string) => void
  readonly className?: string
}

/** A debounced search, for searches that cost the server work. */
export function DelayedSearch({ label, value, onChange, className = '' }: DelayedSearchProps) {
  const [text, setText] = useState(value)
  const asked = useRef(value)
  // Follows navigation to another search, but does not overwrite text typed meanwhile.
  useEffect(() => {
    if (value !== asked.current) setText(value)
    asked.current = value
  }, [value])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === asked.current) return undefined
    const timer = setTimeout(() => {
      asked.current = wanted
      onChange(wanted)
    }, DELAY_MS)
    return () => clearTimeout(timer)
  })
  return <SearchField className={className} label={label} value={text} onChange={setText} />
}
