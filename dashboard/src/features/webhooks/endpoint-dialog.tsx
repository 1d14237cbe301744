import { MAX_DESCRIPTION_LENGTH, MAX_URL_LENGTH } from '@letterlock/server/limits.ts'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { useEffect, useId, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'
import { EventFilterField } from './event-filter-field.tsx'

const words = texts.webhooks

type Given = Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes'>

interface EndpointDialogProps {
  /** The endpoint to edit; undefined creates one. */
  readonly endpoint?: WebhookEndpoint
  readonly busy: boolean
  readonly error: unknown
  readonly onClose: () => void
  readonly onSubmit: (given: Given) => void
}

/** Asks for the URL, events and description of an endpoint. Open while it is mounted. */
export function EndpointDialog({ endpoint, busy, error, onClose, onSubmit }: EndpointDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    // Only a dialog that is closed before it is unmounted restores the focus.
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const form = useId()
  const confirm = (
    <Button type="submit" form={form} busy={busy}>
      {endpoint ? words.save : words.create}
    </Button>
  )
  return (
    <Dialog
      dialog={dialog}
      title={endpoint ? words.editTitle : words.create}
      confirm={confirm}
      onClose={onClose}
    >
      <Form
        id={form}
        onSubmit={(given) =>
          onSubmit({
            ...readForm(given, ['url', 'description']),
            eventTypes: new FormData(given).getAll('eventTypes').map(String),
          })
        }
      >
        <Field
          name="url"
          type="url"
          label={words.url}
          hint={words.urlHint}
          maxLength={MAX_URL_LENGTH}
          autoComplete="off"
          defaultValue={endpoint?.url}
        />
        <Field
          name="description"
          label={words.description}
          maxLength={MAX_DESCRIPTION_LENGTH}
          autoComplete="off"
          required={false}
          defaultValue={endpoint?.description}
        />
        <EventFilterField value={endpoint?.eventTypes ?? ['connection']} />
        <Problem error={error} />
      </Form>
    </Dialog>
  )
}
