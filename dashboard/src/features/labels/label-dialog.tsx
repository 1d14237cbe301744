import { useId, useState, type RefObject } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { texts } from '../../words/index.ts'
import { LabelFields, readLabel } from './label-fields.tsx'

const words = texts.labels

type Kind = 'add' | 'remove'

interface LabelDialogProps {
  readonly dialog: RefObject<HTMLDialogElement | null>
  /** The number of connections to label or unlabel. */
  readonly count: number
  readonly onLabel: (changes: Record<string, string | null>) => void
}

/** Asks which label to add to or remove from several connections. */
export function LabelDialog({ dialog, count, onLabel }: LabelDialogProps) {
  const form = useId()
  const [kind, setKind] = useState<Kind>('add')
  const isRemoving = kind === 'remove'
  const confirm = (
    <Button type="submit" form={form} look={isRemoving ? 'destructive' : 'primary'}>
      {isRemoving ? words.bulkRemove(count) : words.bulkYes(count)}
    </Button>
  )
  return (
    <Dialog
      dialog={dialog}
      title={isRemoving ? words.bulkRemove(count) : words.bulkTitle(count)}
      confirm={confirm}
      // Always opens with adding, not removing.
      onClose={() => setKind('add')}
    >
      <Form
        id={form}
        onSubmit={(given) => {
          dialog.current?.close()
          onLabel(readLabel(given))
        }}
      >
        <div>
          <Segmented
            label={words.label}
            value={kind}
            options={[
              ['add', words.add],
              ['remove', words.removeOne],
            ]}
            onChange={setKind}
          />
        </div>
        <LabelFields isRemoving={isRemoving} />
      </Form>
    </Dialog>
  )
}
