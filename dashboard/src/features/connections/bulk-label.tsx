import { Tag } from 'lucide-react'
import { useRef } from 'react'
import { texts } from '../../words/index.ts'
import { LabelDialog } from '../labels/label-dialog.tsx'
import { BarButton } from './bar-button.tsx'

interface BulkLabelProps {
  readonly count: number
  readonly disabled: boolean
  readonly onLabel: (changes: Record<string, string | null>) => void
}

/** Asks for the label that the selected connections get, or lose. */
export function BulkLabel({ count, disabled, onLabel }: BulkLabelProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <BarButton
        className="order-2 max-tablet:flex-1"
        disabled={disabled}
        onClick={() => dialog.current?.showModal()}
      >
        <Tag aria-hidden className="size-3.75 max-tablet:hidden" /> {texts.labels.bulk}
      </BarButton>
      <LabelDialog dialog={dialog} count={count} onLabel={onLabel} />
    </>
  )
}
