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
  const [heading, form] = [useId(), useId()]
  return (
    <Dialog
      dialog={dialog}
      labelledBy={heading}
      footer={
        <>
          <Button look="outline" onClick={() => dialog.current?.close()}>
            {texts.cancel}
          </Button>
          <Button type="submit" form={form}>
            {words.bulkYes(count)}
          </Button>
        </>
      }
    >
      <h2 id={heading} className="text-lg">
        {words.bulkTitle(count)}
      </h2>
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
