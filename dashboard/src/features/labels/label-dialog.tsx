import { useId, type RefObject } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { texts } from '../../words/index.ts'
import { LabelFields, readLabel } from './label-fields.tsx'

const words = texts.labels

interface LabelDialogProps {
  readonly dialog: RefObject<HTMLDialogElement | null>
  /** How many connections get the label. */
  readonly count: number
  readonly onLabel: (changes: Record<string, string | null>) => void
}

/** Asks which label several connections get, or lose. */
export function LabelDialog({ dialog, count, onLabel }: LabelDialogProps) {
  const form = useId()
  const confirm = (
    <Button type="submit" form={form}>
      {words.bulkYes(count)}
    </Button>
  )
  return (
    <Dialog dialog={dialog} title={words.bulkTitle(count)} confirm={confirm}>
      <Form
        id={form}
        onSubmit={(given) => {
          dialog.current?.close()
          onLabel(readLabel(given))
        }}
      >
        <LabelFields valueHint={words.removeHint} />
      </Form>
    </Dialog>
  )
}
