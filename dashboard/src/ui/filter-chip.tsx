import { X } from 'lucide-react'
import { texts } from '../words/index.ts'
import { Button } from './button.tsx'

interface FilterChipProps {
  readonly name: string
  readonly onRemove: () => void
}

/** A filter that is set; pressing it removes it. */
export function FilterChip({ name, onRemove }: FilterChipProps) {
  return (
    <Button look="outline" onClick={onRemove} aria-label={texts.removeFilter(name)}>
      <span className="max-w-48 truncate">{name}</span>
      <X aria-hidden className="size-3.5" />
    </Button>
  )
}
